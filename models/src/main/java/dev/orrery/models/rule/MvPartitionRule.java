// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.rule;

import dev.orrery.models.ModelCode;
import dev.orrery.models.analysis.origin.Origin;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.diagnostic.Nearest;
import dev.orrery.models.project.StarRocksVersion;
import dev.orrery.models.rewrite.Children;
import dev.orrery.models.rewrite.TreeWalker;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.Select;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an MV may be partitioned by: a column of its own that comes, unchanged or through date_trunc, str2date and their
 * kin, from a column that a table below it is partitioned by.
 */
final class MvPartitionRule {
    private static final StarRocksVersion LISTS = new StarRocksVersion(3, 3, 5);
    private static final String KEY = "partition_by";
    private static final Set<String> UNITS = Set.of("minute", "hour", "day", "week", "month", "year");

    private final Examined examined;
    private final Definition.MaterializedView view;
    private final Map<String, Traced> traced;

    MvPartitionRule(Examined examined, Definition.MaterializedView view, Map<String, Traced> traced) {
        this.examined = examined;
        this.view = view;
        this.traced = traced;
    }

    void check() {
        List<Expression> partitions = view.statement().partitionBy();
        for (Expression partition : partitions) {
            column(partition, partition).ifPresent(column -> column(partition, column));
        }
    }

    /** The column in an expression that StarRocks takes; what it does not take is reported. */
    private Optional<Reference.Column> column(Expression whole, Expression part) {
        if (part instanceof Reference.Column reference) {
            return Optional.of(reference);
        }
        if (!(part instanceof Call.Function call)) {
            wrong(whole, "an MV is partitioned by a column, date_trunc or str2date");
            return Optional.empty();
        }
        String name = Calls.name(call);
        List<Expression> arguments = call.arguments();
        if (name.equals("date_trunc") && arguments.size() == 2) {
            if (arguments.get(0) instanceof Literal.Text unit && !UNITS.contains(Source.lower(unit.value()))) {
                wrong(
                        whole,
                        "an MV is partitioned by minute, hour, day, week, month or year, not by '" + unit.value()
                                + "'");
                return Optional.empty();
            }
            return column(whole, arguments.get(1));
        }
        if (name.equals("str2date") && !arguments.isEmpty()) {
            return column(whole, arguments.get(0));
        }
        wrong(whole, "an MV is partitioned by a column, date_trunc or str2date, not by " + name);
        return Optional.empty();
    }

    private void column(Expression partition, Reference.Column reference) {
        String name = reference.name().last().text();
        List<String> names =
                view.columns().stream().map(column -> column.name()).toList();
        if (names.stream().noneMatch(name::equalsIgnoreCase)) {
            Diagnostic finding = Diagnostic.at(
                    place(partition),
                    ModelCode.UNKNOWN_COLUMN,
                    "column '" + name + "' is not in the result of the query");
            examined.findings()
                    .add(Nearest.hint(name, names).map(finding::withHint).orElse(finding));
            return;
        }
        Traced found = traced.get(Source.lower(name));
        if (found == null) {
            untraced(partition, name);
            return;
        }
        boolean changed = !found.functions().isEmpty() || partition instanceof Call.Function;
        if (found.place() == Traced.Place.LIST) {
            if (examined.target().version().isBefore(LISTS)) {
                wrong(
                        partition,
                        "'" + found.base() + "' makes list partitions, which MVs take over from StarRocks " + LISTS);
            } else if (changed) {
                wrong(
                        partition,
                        "'" + found.base() + "' makes list partitions, which an MV can only take over unchanged");
            }
        }
        new Windows(name).query(view.statement().query());
    }

    /** Says how far the column can be followed. */
    private void untraced(Expression partition, String name) {
        Optional<Origin> base = base(name);
        if (base.isEmpty()) {
            wrong(partition, "'" + name + "' is computed: no table below is partitioned by it");
            return;
        }
        Set<String> by = examined.facts()
                .apply(base.get().model())
                .map(ModelFacts::partitionedBy)
                .orElse(Set.of());
        wrong(
                partition,
                by.isEmpty()
                        ? "'" + name + "' comes from '" + base.get() + "', and '"
                                + base.get().model() + "' is not partitioned"
                        : "'" + name + "' comes from '" + base.get() + "', but '"
                                + base.get().model() + "' is partitioned by "
                                + String.join(", ", by.stream().sorted().toList()));
    }

    /** The stored column that a column is a copy of. */
    private Optional<Origin> base(String name) {
        List<String> names = view.columns().stream()
                .map(column -> Source.lower(column.name()))
                .toList();
        int index = names.indexOf(Source.lower(name));
        Optional<Origin> at = index < examined.analysis().columns().size()
                ? examined.analysis().columns().get(index).origins().copied()
                : Optional.empty();
        while (at.isPresent()) {
            Origin origin = at.get();
            Optional<ModelFacts> facts = examined.facts().apply(origin.model());
            if (facts.isEmpty() || facts.get().isStored()) {
                return at;
            }
            at = Optional.ofNullable(facts.get().direct().get(Source.lower(origin.column())));
        }
        return at;
    }

    private FileSpan place(Expression partition) {
        return examined.place(partition.at(), KEY);
    }

    private void wrong(Expression partition, String message) {
        examined.report(
                place(partition),
                ModelCode.MV_PARTITION,
                message,
                "partition the MV by a column that a table below it is partitioned by, or leave the partitions out");
    }

    /** A window that spans partitions would make each refresh of one partition wrong. */
    private final class Windows extends TreeWalker {
        private final String column;
        private boolean reported;

        Windows(String column) {
            this.column = column;
        }

        @Override
        protected TreeWalker select(Select select) {
            Set<String> made = new HashSet<>();
            made.add(Source.lower(column));
            for (Select.Item item : select.items()) {
                if (Uniqueness.name(item).equals(Source.lower(column))) {
                    PartitionTrace.columns(item.expression(), made);
                }
            }
            for (Select.Item item : select.items()) {
                window(item.expression(), made);
            }
            return super.select(select);
        }

        private void window(Expression expression, Set<String> made) {
            if (expression instanceof Call.Function call && call.over().isPresent() && !reported) {
                Set<String> by = new HashSet<>();
                call.over().get().partitionBy().forEach(part -> PartitionTrace.columns(part, by));
                if (by.stream().noneMatch(made::contains)) {
                    reported = true;
                    examined.report(
                            call.at(),
                            ModelCode.MV_PARTITION,
                            "this window runs over all partitions of the MV: its PARTITION BY does not hold '" + column
                                    + "'",
                            "add '" + column + "' to the window's PARTITION BY, or leave the MV unpartitioned");
                }
            }
            Children.of(expression).forEach(child -> window(child, made));
        }
    }
}
