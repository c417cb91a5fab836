// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.yaml;

import dev.orrery.models.ModelCode;
import dev.orrery.models.diagnostic.Code;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.diagnostic.Nearest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One value of a document. Each reader answers with what it was asked for; where the value is of another kind it
 * reports that and answers with nothing, so that the reading goes on.
 */
public final class YamlValue {
    private final YamlSource source;
    private final String what;
    private final Node node;

    /**
     * @param what the value's key, for messages
     */
    YamlValue(YamlSource source, String what, Node node) {
        this.source = source;
        this.what = what;
        this.node = node;
    }

    public FileSpan span() {
        return source.span(node);
    }

    public boolean isMap() {
        return node instanceof MappingNode;
    }

    public boolean isList() {
        return node instanceof SequenceNode;
    }

    /** Whether {@code null}, {@code ~} or nothing at all is written. */
    public boolean isNothing() {
        return node.getTag().equals(Tag.NULL);
    }

    /** Whether it reads as a text: quoted, or neither a number nor a flag. */
    public boolean isText() {
        return node.getTag().equals(Tag.STR);
    }

    /** A single value, spelled as in the file: {@code 3.5} is the text {@code 3.5}. */
    public Optional<String> text() {
        return scalar("a text");
    }

    public Optional<Long> wholeNumber() {
        return scalar("a whole number").flatMap(text -> {
            try {
                return Optional.of(Long.parseLong(text.replace("_", "")));
            } catch (NumberFormatException e) {
                return this.<Long>wrongKind("a whole number");
            }
        });
    }

    public Optional<Double> number() {
        return scalar("a number").flatMap(text -> {
            try {
                return Optional.of(Double.parseDouble(text));
            } catch (NumberFormatException e) {
                return this.<Double>wrongKind("a number");
            }
        });
    }

    public Optional<Boolean> flag() {
        Optional<String> text = scalar("true or false");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return switch (text.get()) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> wrongKind("true or false");
        };
    }

    /** Such as {@code 10 minutes}, see {@link DurationText}. */
    public Optional<Duration> duration() {
        return scalar("a duration").flatMap(text -> {
            Optional<Duration> read = DurationText.read(text);
            if (read.isEmpty()) {
                refuse(ModelCode.VALUE_NOT_KNOWN, "'" + text + "' is not a duration", DurationText.EXAMPLES);
            }
            return read;
        });
    }

    /** One of the words of an enum, written in lower case: {@code materialized_view}. */
    public <E extends Enum<E>> Optional<E> choice(Class<E> words) {
        List<E> known = Arrays.asList(words.getEnumConstants());
        return choice(known, value -> value.name().toLowerCase(Locale.ROOT));
    }

    /** The known value that is written as in the file. */
    public <T> Optional<T> choice(List<T> known, Function<T, String> spelling) {
        if (!isScalar()) {
            return wrongKind("one of " + String.join(", ", spellings(known, spelling)));
        }
        String text = ((ScalarNode) node).getValue();
        for (T value : known) {
            if (spelling.apply(value).equals(text)) {
                return Optional.of(value);
            }
        }
        List<String> spellings = spellings(known, spelling);
        Diagnostic finding =
                Diagnostic.at(span(), ModelCode.VALUE_NOT_KNOWN, "'" + text + "' is no value of '" + what + "'");
        finding = Nearest.hint(text, spellings).map(finding::withHint).orElse(finding);
        source.diagnostics().add(finding.withHelp("it is one of " + String.join(", ", spellings)));
        return Optional.empty();
    }

    private static <T> List<String> spellings(List<T> known, Function<T, String> spelling) {
        return known.stream().map(spelling).toList();
    }

    /** A reference to something secret; one written out in the file is refused. */
    public Optional<Secret> secret() {
        return scalar("a reference such as ${env:NAME}").flatMap(text -> {
            Optional<Secret> reference = Secret.reference(text);
            if (reference.isEmpty()) {
                refuse(
                        ModelCode.SECRET_IN_FILE,
                        "'" + what + "' is written out in a file that others read",
                        "write ${env:NAME} or ${file:path}; it is read when the connection is made");
            }
            return reference;
        });
    }

    /** An empty map, with a finding, where the value is none. */
    public YamlMap map() {
        if (node instanceof MappingNode mapping) {
            return new YamlMap(source, mapping);
        }
        wrongKind("keys with values");
        return YamlMap.empty(source);
    }

    /** The values of a list; none, with a finding, where the value is no list. */
    public List<YamlValue> list() {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream()
                    .map(item -> new YamlValue(source, what, item))
                    .toList();
        }
        wrongKind("a list");
        return List.of();
    }

    /** The values of a list, or a single value as a list of one. */
    public List<YamlValue> oneOrMore() {
        return isList() ? list() : List.of(this);
    }

    /** Says that the value cannot be used, at its place. */
    public void refuse(Code code, String message, String help) {
        source.diagnostics().add(Diagnostic.at(span(), code, message).withHelp(help));
    }

    private boolean isScalar() {
        return node instanceof ScalarNode && !isNothing();
    }

    private Optional<String> scalar(String expected) {
        return isScalar() ? Optional.of(((ScalarNode) node).getValue()) : wrongKind(expected);
    }

    <T> Optional<T> wrongKind(String expected) {
        String found = isMap()
                ? "keys with values"
                : isList()
                        ? "a list"
                        : node.getTag().equals(Tag.NULL) ? "nothing" : "'" + ((ScalarNode) node).getValue() + "'";
        source.diagnostics()
                .add(Diagnostic.at(
                        span(),
                        ModelCode.WRONG_KIND_OF_VALUE,
                        "'" + what + "' wants " + expected + ", here stands " + found));
        return Optional.empty();
    }
}
