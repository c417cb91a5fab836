// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.project;

import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.diagnostic.SourceFile;
import dev.orrery.models.rewrite.TreeRewriter;
import dev.orrery.models.sql.SqlParser;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.Constructor;
import dev.orrery.models.sql.tree.CreateMacro;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.CreateView;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.QueryStatement;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Puts the bodies of macros in place of their calls in one statement. For every call the macro's text is appended to
 * the model's and read there, so that each node of a body has a place of its own: {@link ModelText} knows the call and
 * the line of the macro behind it.
 */
final class MacroExpansion {
    private final Macros macros;
    private final ModelText text;
    private final Diagnostics found;
    private final StringBuilder expanded;
    private final List<ModelText.Expansion> expansions = new ArrayList<>();
    private boolean broken;

    private MacroExpansion(Macros macros, ModelText text, Diagnostics found) {
        this.macros = macros;
        this.text = text;
        this.found = found;
        this.expanded = new StringBuilder(text.expanded().text());
    }

    /**
     * A statement without calls of macros.
     *
     * @param text in which its places count
     * @param statement empty where a call is wrong, or a macro; that is among the findings
     */
    record Expanded(ModelText text, Optional<Statement> statement) {}

    static Expanded of(Macros macros, ModelText text, Statement statement, Diagnostics found) {
        if (macros.isEmpty()) {
            return new Expanded(text, Optional.of(statement));
        }
        MacroExpansion expansion = new MacroExpansion(macros, text, found);
        Statement result = expansion.statement(statement);
        if (expansion.broken) {
            return new Expanded(text, Optional.empty());
        }
        return expansion.expansions.isEmpty()
                ? new Expanded(text, Optional.of(statement))
                : new Expanded(text.with(expansion.expanded.toString(), expansion.expansions), Optional.of(result));
    }

    private Statement statement(Statement statement) {
        Calls calls = new Calls();
        if (statement instanceof QueryStatement query) {
            return new QueryStatement(query.at(), calls.query(query.query()));
        }
        if (statement instanceof CreateView view) {
            return view.withQuery(calls.query(view.query()));
        }
        if (statement instanceof CreateMaterializedView view) {
            return view.withQuery(calls.query(view.query()));
        }
        return statement instanceof CreateTable table ? table(table, calls) : statement;
    }

    private static CreateTable table(CreateTable table, Calls calls) {
        List<ColumnDefinition> columns = table.columns().stream()
                .map(column -> column.withGenerated(column.generated().map(calls::rewrite)))
                .toList();
        return table.withColumns(columns);
    }

    /** Replaces calls; everything else is copied. */
    private class Calls extends TreeRewriter {
        @Override
        public Expression function(Call.Function call) {
            Optional<Macro> macro = macros.find(call);
            if (macro.isEmpty()) {
                return super.function(call);
            }
            if (macros.isCircular(macro.get())) {
                broken = true;
                return call;
            }
            Optional<Diagnostic> wrong = Macros.wrongCall(macro.get(), call, span(call));
            if (wrong.isPresent()) {
                broken = true;
                // In the body of a macro it was reported already, at the macro.
                wrong.filter(finding -> text.isOwn(call.at())).ifPresent(found::add);
                return call;
            }
            return expand(macro.get(), call, all(call.arguments()));
        }
    }

    private FileSpan span(Call.Function call) {
        return new FileSpan(text.expanded(), call.at().start(), call.at().end());
    }

    private Expression expand(Macro macro, Call.Function call, List<Expression> arguments) {
        expanded.append('\n');
        int start = expanded.length();
        String source = macro.source();
        expanded.append(source);
        CreateMacro copy = (CreateMacro) SqlParser.parse(
                        new SourceFile(text.file().path(), expanded.toString()), start, expanded.length(), found)
                .get(0);
        expansions.add(new ModelText.Expansion(start, source.length(), call.at(), macro));
        return new Body(copy, arguments).rewrite(copy.body());
    }

    /** A body with the arguments in place of the parameters. */
    private final class Body extends Calls {
        private final Map<String, Expression> values = new HashMap<>();
        private final Set<String> namedByArguments = new TreeSet<>();

        Body(CreateMacro macro, List<Expression> arguments) {
            for (int i = 0; i < arguments.size(); i++) {
                values.put(Macro.key(macro.parameters().get(i).text()), arguments.get(i));
            }
            arguments.forEach(argument -> new TreeRewriter() {
                @Override
                public Expression column(Reference.Column reference) {
                    namedByArguments.add(
                            Macro.key(reference.name().parts().get(0).text()));
                    return reference;
                }
            }.rewrite(argument));
        }

        @Override
        public Expression column(Reference.Column reference) {
            Name name = reference.name();
            Expression value =
                    name.parts().size() == 1 ? values.get(Macro.key(name.last().text())) : null;
            return value == null ? reference : value;
        }

        /** A parameter of a lambda hides one of the macro, and must not catch a column of an argument. */
        @Override
        public Expression lambda(Constructor.Lambda lambda) {
            Map<String, Expression> outside = new HashMap<>(values);
            List<Identifier> parameters = new ArrayList<>();
            for (Identifier parameter : lambda.parameters()) {
                Identifier own = apart(parameter);
                parameters.add(own);
                values.put(Macro.key(parameter.text()), new Reference.Column(new Name(own)));
            }
            Expression body = rewrite(lambda.body());
            values.clear();
            values.putAll(outside);
            return new Constructor.Lambda(lambda.at(), parameters, body);
        }

        private Identifier apart(Identifier parameter) {
            String name = parameter.text();
            for (int i = 1; namedByArguments.contains(Macro.key(name)); i++) {
                name = parameter.text() + "_" + i;
            }
            return new Identifier(parameter.at(), name);
        }
    }
}
