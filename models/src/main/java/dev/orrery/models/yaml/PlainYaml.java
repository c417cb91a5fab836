// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;

/**
 * Reads the part of YAML that nearly all headers keep to: block maps and lists with a word for a key, and scalars,
 * quoted texts and flow lists and maps that end in their line. Gives the very nodes that the engine would, an order of
 * magnitude sooner, and gives up at whatever else it meets: a comment, an escape, a tab, a mistake. The engine then
 * reads the text from its beginning, so that every error has its words and its place.
 */
final class PlainYaml {
    private static final int LONGEST = 20_000;
    private static final int LONGEST_KEY = 200;
    private static final int DEEPEST = 10;
    private static final String IN_FLOW = "_.()/*+-=<>%$!&| ";
    private static final int[] NO_BUFFER = {};

    private final String text;
    private final ScalarResolver tags;
    private int at;
    private int lineStart;
    private int depth;

    private PlainYaml(String text, ScalarResolver tags) {
        this.text = text;
        this.tags = tags;
    }

    /** The root of a document that is a map or a list of this form; empty when the engine has to read it. */
    static Optional<Node> read(String text, ScalarResolver tags) {
        if (text.length() > LONGEST || !text.chars().allMatch(PlainYaml::isOrdinary)) {
            return Optional.empty();
        }
        PlainYaml yaml = new PlainYaml(text, tags);
        yaml.skipBlank();
        Node root = yaml.at == text.length() ? null : yaml.block(yaml.column());
        return yaml.at == text.length() ? Optional.ofNullable(root) : Optional.empty();
    }

    /** One character and one column wide, and no kind of space but these two. */
    private static boolean isOrdinary(int c) {
        return c == '\n'
                || (c >= ' ' && c <= '~')
                || (c > 0xA0 && c < 0xD800 && c != 0x2028 && c != 0x2029)
                || (c >= 0xE000 && c < 0xFFFE && c != 0xFEFF);
    }

    private boolean isAt(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private boolean isLineEnd() {
        return at == text.length() || text.charAt(at) == '\n';
    }

    private boolean isEntry() {
        return isAt('-') && at + 1 < text.length() && text.charAt(at + 1) == ' ';
    }

    private int column() {
        return at - lineStart;
    }

    private void skipSpaces() {
        while (isAt(' ')) {
            at++;
        }
    }

    private void skipBlank() {
        skipSpaces();
        while (isAt('\n')) {
            at++;
            lineStart = at;
            skipSpaces();
        }
    }

    /** After a piece: whether the block goes on in this column; a deeper line cannot follow. */
    private boolean goesOn(int column) {
        skipBlank();
        return at < text.length() && column() >= column;
    }

    private @Nullable Node block(int column) {
        if (depth == DEEPEST) {
            return null;
        }
        depth++;
        Node node = isEntry() ? blockList(column, false) : blockMap(column);
        depth--;
        return node;
    }

    private @Nullable Node blockMap(int column) {
        int start = at;
        List<NodeTuple> tuples = new ArrayList<>();
        do {
            Node key = column() == column ? key() : null;
            Node value = key == null ? null : value(column);
            if (value == null) {
                return null;
            }
            tuples.add(new NodeTuple(key, value));
        } while (goesOn(column));
        // A block ends where the next one begins, in a later line: nobody asks for more than its first.
        return new MappingNode(Tag.MAP, true, tuples, FlowStyle.BLOCK, mark(start), mark(text.length()));
    }

    /**
     * @param besideKeys the list of a key may begin in the column of the key
     */
    private @Nullable Node blockList(int column, boolean besideKeys) {
        int start = at;
        List<Node> items = new ArrayList<>();
        do {
            if (column() != column || !isEntry()) {
                boolean ended = besideKeys && column() == column;
                return ended ? list(items, start) : null;
            }
            at++;
            skipSpaces();
            Node item = isLineEnd() ? null : item();
            if (item == null) {
                return null;
            }
            items.add(item);
        } while (goesOn(column));
        return list(items, start);
    }

    private Node list(List<Node> items, int start) {
        return new SequenceNode(Tag.SEQ, true, items, FlowStyle.BLOCK, mark(start), mark(text.length()));
    }

    private @Nullable Node item() {
        int start = at;
        boolean keyed = key() != null;
        at = start;
        return keyed ? block(column()) : inLine();
    }

    /** A word and its colon. */
    private @Nullable Node key() {
        int start = at;
        while (at < text.length() && isKeyPart(text.charAt(at), at == start)) {
            at++;
        }
        if (at == start || at - start > LONGEST_KEY || !isAt(':')) {
            return null;
        }
        Node key = plain(start, at);
        at++;
        return key;
    }

    private static boolean isKeyPart(char c, boolean first) {
        return isLetter(c) || c == '_' || (!first && (isDigit(c) || c == '-' || c == '.'));
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** What stands behind a key of this column: in its line, or as a block below it. */
    private @Nullable Node value(int column) {
        if (!isLineEnd() && !isAt(' ')) {
            return null;
        }
        skipSpaces();
        if (!isLineEnd()) {
            return inLine();
        }
        skipBlank();
        if (at == text.length() || column() < column) {
            return null;
        }
        if (column() == column) {
            return isEntry() ? blockList(column, true) : null;
        }
        return block(column());
    }

    /** A scalar or flow node with nothing behind it. */
    private @Nullable Node inLine() {
        char first = text.charAt(at);
        Node node = first == '[' || first == '{' || first == '"' || first == '\'' ? flow() : restOfLine();
        skipSpaces();
        return isLineEnd() ? node : null;
    }

    private @Nullable Node restOfLine() {
        int start = at;
        if (!isPlainStart(text.charAt(at))) {
            return null;
        }
        int lineEnd = text.indexOf('\n', at);
        int end = lineEnd < 0 ? text.length() : lineEnd;
        while (text.charAt(end - 1) == ' ') {
            end--;
        }
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            boolean key = c == ':' && (i + 1 == end || text.charAt(i + 1) == ' ');
            boolean comment = c == '#' && i > start && text.charAt(i - 1) == ' ';
            if (key || comment) {
                return null;
            }
        }
        at = end;
        return plain(start, end);
    }

    private static boolean isPlainStart(char c) {
        return isLetter(c) || isDigit(c) || c == '_' || c == '(' || c == '/' || c == '$' || c == '.' || c > '~';
    }

    private @Nullable Node flow() {
        if (depth == DEEPEST || at == text.length()) {
            return null;
        }
        depth++;
        char first = text.charAt(at);
        Node node = switch (first) {
            case '[' -> flowList();
            case '{' -> flowMap();
            case '"' -> quoted('"', ScalarStyle.DOUBLE_QUOTED);
            case '\'' -> quoted('\'', ScalarStyle.SINGLE_QUOTED);
            default -> flowPlain();
        };
        depth--;
        return node;
    }

    private @Nullable Node flowList() {
        int start = at++;
        List<Node> items = new ArrayList<>();
        skipSpaces();
        while (items.isEmpty() ? !isAt(']') : isAt(',')) {
            Node item = next(items.isEmpty());
            if (item == null) {
                return null;
            }
            items.add(item);
            skipSpaces();
        }
        if (!isAt(']')) {
            return null;
        }
        at++;
        return new SequenceNode(Tag.SEQ, true, items, FlowStyle.FLOW, mark(start), mark(at));
    }

    private @Nullable Node flowMap() {
        int start = at++;
        List<NodeTuple> tuples = new ArrayList<>();
        skipSpaces();
        while (tuples.isEmpty() ? !isAt('}') : isAt(',')) {
            Node key = next(tuples.isEmpty());
            if (!(key instanceof ScalarNode name)
                    || name.getValue().length() > LONGEST_KEY
                    || !text.startsWith(": ", at)) {
                return null;
            }
            at++;
            skipSpaces();
            Node value = flow();
            if (value == null) {
                return null;
            }
            tuples.add(new NodeTuple(key, value));
            skipSpaces();
        }
        if (!isAt('}')) {
            return null;
        }
        at++;
        return new MappingNode(Tag.MAP, true, tuples, FlowStyle.FLOW, mark(start), mark(at));
    }

    /** The first node of a list or map, or the one behind a comma. */
    private @Nullable Node next(boolean first) {
        if (!first) {
            at++;
            skipSpaces();
        }
        return flow();
    }

    private @Nullable Node flowPlain() {
        int start = at;
        while (at < text.length() && isFlowPart(text.charAt(at))) {
            at++;
        }
        if (at == start || !(isLetter(text.charAt(start)) || isDigit(text.charAt(start)))) {
            return null;
        }
        while (text.charAt(at - 1) == ' ') {
            at--;
        }
        return plain(start, at);
    }

    private static boolean isFlowPart(char c) {
        return isLetter(c) || isDigit(c) || c > '~' || IN_FLOW.indexOf(c) >= 0;
    }

    private @Nullable Node quoted(char quote, ScalarStyle style) {
        int start = at;
        int end = text.indexOf(quote, start + 1);
        if (end < 0) {
            return null;
        }
        String inside = text.substring(start + 1, end);
        boolean doubled = quote == '\'' && end + 1 < text.length() && text.charAt(end + 1) == quote;
        if (doubled || inside.indexOf('\n') >= 0 || (quote == '"' && inside.indexOf('\\') >= 0)) {
            return null;
        }
        at = end + 1;
        return new ScalarNode(Tag.STR, true, inside, style, mark(start), mark(at));
    }

    private Node plain(int start, int end) {
        String value = text.substring(start, end);
        return new ScalarNode(tags.resolve(value, true), true, value, ScalarStyle.PLAIN, mark(start), mark(end));
    }

    /** Lines and columns of marks are for messages of the engine, which has none to tell here. */
    private static Optional<Mark> mark(int index) {
        return Optional.of(new Mark("", index, 0, 0, NO_BUFFER, 0));
    }
}
