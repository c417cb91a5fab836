// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.project;

import dev.orrery.models.ModelCode;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.diagnostic.Nearest;
import dev.orrery.models.diagnostic.SourceFile;
import dev.orrery.models.sql.tree.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a model with its {@code ${var}} replaced, that still knows where in the file each piece stood.
 *
 * @param file as the person wrote it
 * @param expanded what is parsed: offsets in trees and headers count here
 */
public record ModelText(SourceFile file, SourceFile expanded, List<Piece> pieces, List<Expansion> expansions) {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([\\w .-]{0,100})}");

    public ModelText {
        pieces = List.copyOf(pieces);
        expansions = List.copyOf(expansions);
    }

    /**
     * The text of a macro that was appended for one of its calls.
     *
     * @param start where it begins in the expanded text
     * @param length of the macro's text
     * @param call what it stands for: a place in the expanded text before this one
     */
    record Expansion(int start, int length, Location call, Macro macro) {}

    /**
     * One replaced variable.
     *
     * @param start where its value begins in the expanded text
     * @param length of the value
     * @param from where the variable begins in the file
     * @param width of the variable in the file
     */
    public record Piece(int start, int length, int from, int width) {}

    /** Replaces every variable; one that is not declared is a finding and stays as it is. */
    static ModelText expand(SourceFile file, Map<String, String> vars, Diagnostics diagnostics) {
        String text = file.text();
        if (!text.contains("${")) {
            return new ModelText(file, file, List.of(), List.of());
        }
        StringBuilder expanded = new StringBuilder();
        List<Piece> pieces = new ArrayList<>();
        Matcher matcher = VARIABLE.matcher(text);
        int copied = 0;
        while (matcher.find()) {
            String name = matcher.group(1).strip();
            String value = vars.get(name);
            if (value == null) {
                diagnostics.add(
                        unknown(new FileSpan(file, matcher.start(), matcher.end()), name, List.copyOf(vars.keySet())));
                continue;
            }
            expanded.append(text.substring(copied, matcher.start()));
            pieces.add(new Piece(expanded.length(), value.length(), matcher.start(), matcher.end() - matcher.start()));
            expanded.append(value);
            copied = matcher.end();
        }
        expanded.append(text.substring(copied));
        return new ModelText(file, new SourceFile(file.path(), expanded.toString()), pieces, List.of());
    }

    private static Diagnostic unknown(FileSpan place, String name, List<String> known) {
        Diagnostic finding =
                Diagnostic.at(place, ModelCode.UNKNOWN_VARIABLE, "the variable '" + name + "' is not in orrery.yml");
        Optional<String> hint = Nearest.hint(name, known);
        finding = hint.map(finding::withHint).orElse(finding);
        return finding.withHelp("declare it there: vars: { " + name + ": value }");
    }

    ModelText with(String longer, List<Expansion> appended) {
        return new ModelText(file, new SourceFile(file.path(), longer), pieces, appended);
    }

    /** Whether this place is in what the person wrote here, and not in a macro. */
    boolean isOwn(Location at) {
        return at.start() <= expanded.text().length() && expansion(at.start()).isEmpty();
    }

    private Optional<Expansion> expansion(int offset) {
        return expansions.stream()
                .filter(each -> offset >= each.start && offset <= each.start + each.length)
                .findFirst();
    }

    /** Where a node of the tree stands in the file: of a node out of a macro, where the macro is called. */
    public FileSpan span(Location at) {
        return span(at.start(), at.end());
    }

    /** Where a stretch of the expanded text stands in the file. */
    public FileSpan span(int start, int end) {
        Optional<Expansion> expansion = expansion(start);
        if (expansion.isPresent()) {
            return span(expansion.get().call);
        }
        int length = expanded.text().length();
        int from = original(Math.min(start, length), false);
        int to = original(Math.min(end, length), true);
        return new FileSpan(file, from, Math.max(from, to));
    }

    /** A finding about the expanded text, at its place in the file; one in a macro names that place as well. */
    public Diagnostic inFile(Diagnostic diagnostic) {
        boolean same = pieces.isEmpty() && expansions.isEmpty();
        if (same
                || diagnostic.place().isEmpty()
                || !diagnostic.place().get().file().equals(expanded)) {
            return diagnostic;
        }
        FileSpan place = diagnostic.place().get();
        String macro = expansion(place.start())
                .map(expansion -> inMacro(expansion, place.start()))
                .orElse("");
        return new Diagnostic(
                diagnostic.code(),
                diagnostic.severity(),
                Optional.of(span(place.start(), place.end())),
                diagnostic.message() + macro,
                diagnostic.hint(),
                diagnostic.help());
    }

    private static String inMacro(Expansion expansion, int offset) {
        Macro macro = expansion.macro;
        int at = macro.statement().at().start() + offset - expansion.start;
        return " (in macro '" + macro.name() + "', " + macro.span(new Location(at, at)) + ")";
    }

    private int original(int offset, boolean end) {
        int shift = 0;
        for (Piece piece : pieces) {
            if (offset < piece.start || (end && offset == piece.start)) {
                break;
            }
            if (offset < piece.start + piece.length) {
                return end ? piece.from + piece.width : piece.from;
            }
            shift = piece.from + piece.width - (piece.start + piece.length);
        }
        return offset + shift;
    }
}
