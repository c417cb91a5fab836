// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.printer;

import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.Window;
import java.util.List;

/** Functions and their windows. */
final class CallPrinter {
    private final SqlWriter out;
    private final TreePrinter printer;

    CallPrinter(SqlWriter out, TreePrinter printer) {
        this.out = out;
        this.printer = printer;
    }

    SqlWriter function(Call.Function call) {
        Call.Modifiers modifiers = call.modifiers();
        name(call.name()).append("(");
        if (modifiers.distinct()) {
            out.append("DISTINCT ");
        }
        modifiers.hint().ifPresent(hint -> out.append("[").append(hint).append("] "));
        printer.expressions().list(call.arguments());
        if (!modifiers.orderBy().isEmpty()) {
            out.append(" ORDER BY ");
            printer.queries().sortItems(modifiers.orderBy());
        }
        modifiers.separator().ifPresent(separator -> {
            out.append(" SEPARATOR ");
            printer.expressions().print(separator);
        });
        out.append(")");
        if (modifiers.ignoreNulls()) {
            out.append(" IGNORE NULLS");
        }
        modifiers.filter().ifPresent(filter -> {
            out.append(" FILTER (WHERE ");
            printer.expressions().print(filter).append(")");
        });
        call.over().ifPresent(this::window);
        return out;
    }

    private SqlWriter name(Name name) {
        List<Identifier> parts = name.parts();
        if (parts.size() == 1) {
            return out.append(SqlWriter.functionName(parts.get(0).text()));
        }
        return out.append(name);
    }

    private void window(Window window) {
        out.append(" OVER (");
        String separator = "";
        if (window.hint().isPresent()) {
            out.append("[").append(window.hint().get()).append("]");
            separator = " ";
        }
        if (!window.partitionBy().isEmpty()) {
            out.append(separator).append("PARTITION BY ");
            printer.expressions().list(window.partitionBy());
            separator = " ";
        }
        if (!window.orderBy().isEmpty()) {
            out.append(separator).append("ORDER BY ");
            printer.queries().sortItems(window.orderBy());
            separator = " ";
        }
        if (window.frame().isPresent()) {
            out.append(separator);
            frame(window.frame().get());
        }
        out.append(")");
    }

    private void frame(Window.Frame frame) {
        out.append(frame.unit().name()).append(" ");
        if (frame.end().isEmpty()) {
            bound(frame.start());
            return;
        }
        out.append("BETWEEN ");
        bound(frame.start());
        out.append(" AND ");
        bound(frame.end().get());
    }

    private void bound(Window.Bound bound) {
        bound.offset().ifPresent(offset -> printer.expressions().print(offset).append(" "));
        out.append(bound.kind().name().replace('_', ' '));
    }
}
