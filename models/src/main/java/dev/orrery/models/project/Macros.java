// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.project;

import dev.orrery.models.ModelCode;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.function.FunctionTable;
import dev.orrery.models.rewrite.TreeRewriter;
import dev.orrery.models.sql.SqlParser;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.CreateMacro;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The macros of a project, read and checked by themselves before any model calls them. */
final class Macros {
    private final SortedMap<String, Macro> byKey = new TreeMap<>();
    private final Set<String> circular = new TreeSet<>();

    private Macros() {}

    static Macros read(SourceFiles files, Map<String, String> vars, Diagnostics diagnostics) {
        Macros macros = new Macros();
        for (String path : files.list(Macro.FOLDER)) {
            if (path.endsWith(".sql")) {
                files.read(path)
                        .map(file -> ModelText.expand(file, vars, diagnostics))
                        .ifPresent(text -> macros.read(text, diagnostics));
            }
        }
        macros.byKey.values().forEach(macro -> macros.check(macro, diagnostics));
        return macros;
    }

    boolean isEmpty() {
        return byKey.isEmpty();
    }

    /** As they were written, in the order of names. */
    List<String> names() {
        return byKey.values().stream().map(Macro::name).toList();
    }

    Optional<Macro> find(Call.Function call) {
        return call.name().parts().size() > 1
                ? Optional.empty()
                : Optional.ofNullable(byKey.get(Macro.key(call.name().last().text())));
    }

    /** Whether replacing its calls would never end; that was reported at the macro. */
    boolean isCircular(Macro macro) {
        return circular.contains(Macro.key(macro.name()));
    }

    private void read(ModelText text, Diagnostics diagnostics) {
        Diagnostics found = new Diagnostics();
        for (Statement statement : SqlParser.parse(text.expanded(), found)) {
            if (statement instanceof CreateMacro macro) {
                add(new Macro(text, macro), found);
            } else {
                found.add(Diagnostic.at(
                                new FileSpan(
                                        text.expanded(),
                                        statement.at().start(),
                                        statement.at().end()),
                                ModelCode.KIND_AND_STATEMENT,
                                "this statement is no macro")
                        .withHelp("below macros/ stand CREATE MACRO statements only; models stand below models/"));
            }
        }
        found.sorted().forEach(finding -> diagnostics.add(text.inFile(finding)));
    }

    private void add(Macro macro, Diagnostics found) {
        FileSpan at = new FileSpan(
                macro.text().expanded(),
                macro.statement().name().at().start(),
                macro.statement().name().at().end());
        if (FunctionTable.builtIn().kind(Macro.key(macro.name())).isPresent()) {
            found.add(
                    Diagnostic.at(at, ModelCode.MACRO_HIDES_FUNCTION, "StarRocks has a function '" + macro.name() + "'")
                            .withHelp("give the macro another name: a call of it could mean either"));
            return;
        }
        Macro first = byKey.putIfAbsent(Macro.key(macro.name()), macro);
        if (first != null) {
            FileSpan place = first.span(first.statement().name().at());
            found.add(
                    Diagnostic.at(at, ModelCode.NAME_TWICE, "the macro '" + macro.name() + "' is defined a second time")
                            .withHelp("the first stands in " + place + ": rename one of them"));
        }
    }

    private void check(Macro macro, Diagnostics diagnostics) {
        for (Call.Function call : calls(macro.statement().body())) {
            find(call)
                    .flatMap(called -> wrongCall(called, call, macro.span(call.at())))
                    .ifPresent(diagnostics::add);
        }
        Deque<String> path = new ArrayDeque<>(List.of(macro.name()));
        circle(macro, macro, path).ifPresent(call -> {
            circular.add(Macro.key(macro.name()));
            List<String> steps = new ArrayList<>(path);
            Collections.reverse(steps);
            diagnostics.add(Diagnostic.at(
                            macro.span(call.name().at()),
                            ModelCode.MACRO_CYCLE,
                            "the macro '" + macro.name() + "' calls itself: " + String.join(" → ", steps) + " → "
                                    + macro.name())
                    .withHelp("a macro is replaced by its body, which would never end: take one of these calls out"));
        });
    }

    /** The call in {@code macro} by which it comes to {@code target}; then {@code path} holds the macros between. */
    private Optional<Call.Function> circle(Macro macro, Macro target, Deque<String> path) {
        for (Call.Function call : calls(macro.statement().body())) {
            Optional<Macro> called = find(call);
            if (called.isEmpty()) {
                continue;
            }
            if (called.get().name().equals(target.name())) {
                return Optional.of(call);
            }
            if (!path.contains(called.get().name())) {
                path.push(called.get().name());
                if (circle(called.get(), target, path).isPresent()) {
                    return Optional.of(call);
                }
                path.pop();
            }
        }
        return Optional.empty();
    }

    private static List<Call.Function> calls(Expression expression) {
        List<Call.Function> calls = new ArrayList<>();
        new TreeRewriter() {
            @Override
            public Expression function(Call.Function call) {
                calls.add(call);
                return super.function(call);
            }
        }.rewrite(expression);
        return calls;
    }

    /** What is wrong with a call, at its place. */
    static Optional<Diagnostic> wrongCall(Macro macro, Call.Function call, FileSpan at) {
        int wanted = macro.statement().parameters().size();
        int found = call.arguments().size();
        if (found != wanted) {
            return Optional.of(Diagnostic.at(
                            at,
                            ModelCode.MACRO_CALL,
                            "the macro '" + macro.name() + "' takes " + count(wanted) + ", here are " + found)
                    .withHelp("it is " + signature(macro) + ", in "
                            + macro.span(macro.statement().name().at())));
        }
        if (call.over().isPresent() || !call.modifiers().equals(Call.Modifiers.NONE)) {
            return Optional.of(Diagnostic.at(
                            at,
                            ModelCode.MACRO_CALL,
                            "the macro '" + macro.name() + "' is called with words of an aggregate or window function")
                    .withHelp("write DISTINCT, ORDER BY, FILTER or OVER in the body of the macro"));
        }
        return Optional.empty();
    }

    private static String count(int wanted) {
        return wanted == 1 ? "1 argument" : wanted + " arguments";
    }

    private static String signature(Macro macro) {
        return macro.name() + "("
                + String.join(
                        ", ",
                        macro.statement().parameters().stream()
                                .map(parameter -> parameter.text())
                                .toList())
                + ")";
    }
}
