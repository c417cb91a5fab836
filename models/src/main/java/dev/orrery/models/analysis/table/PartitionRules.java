// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis.table;

import dev.orrery.models.ModelCode;
import dev.orrery.models.function.Supertype;
import dev.orrery.models.function.TypeNames;
import dev.orrery.models.rewrite.Children;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateTable.KeyKind;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Partitioning;
import dev.orrery.models.sql.tree.Partitioning.PartitionDefinition;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.type.DataType;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a table may be partitioned by. */
final class PartitionRules {
    private static final Set<String> UNITS = Set.of("hour", "day", "week", "month", "year");
    private static final Set<String> RANGE_FUNCTIONS = Set.of("from_unixtime", "from_unixtime_ms", "str2date");
    private static final Pattern NAMED =
            Pattern.compile("(?is)PARTITION\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?`?([^`\\s]+)`?\\s.*");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z]\\w{0,63}|_[a-zA-Z0-9]\\w{0,62}");

    private final Subject subject;

    PartitionRules(Subject subject) {
        this.subject = subject;
    }

    void check() {
        subject.table().partitioning().ifPresent(this::check);
    }

    private void check(Partitioning partitioning) {
        int before = subject.findings().size();
        partitioning.expressions().forEach(expression -> columns(partitioning, expression));
        if (subject.findings().size() > before) {
            return;
        }
        switch (partitioning.kind()) {
            case RANGE -> range(partitioning);
            case LIST -> partitioning.expressions().forEach(expression -> list(expression));
            case EXPRESSION -> automatic(partitioning);
        }
        names(partitioning);
    }

    private void columns(Partitioning partitioning, Expression expression) {
        if (expression instanceof Reference.Column reference) {
            column(partitioning, reference);
        }
        Children.of(expression).forEach(child -> columns(partitioning, child));
    }

    private void column(Partitioning partitioning, Reference.Column reference) {
        Identifier name = reference.name().last();
        subject.known(name);
        ColumnDefinition column = subject.column(name).orElse(null);
        if (column == null) {
            return;
        }
        boolean keyed = subject.model() != KeyKind.DUPLICATE;
        if (keyed && !subject.isKey(name)) {
            wrong(
                    reference,
                    "the key of a table with " + subject.model() + " KEY contains what it is partitioned by, '" + name
                            + "' is not in it");
        } else if (column.generated().isPresent() && partitioning.kind() != Partitioning.PartitionKind.EXPRESSION) {
            // Recorded: only the automatic form takes a generated column.
            return;
        } else if (KeyRules.cannotSort(column.type())) {
            wrong(reference, "a table cannot be partitioned by '" + name + "' of type " + TypeNames.of(column.type()));
        }
    }

    private void range(Partitioning partitioning) {
        for (Expression expression : partitioning.expressions()) {
            if (expression instanceof Call.Function call) {
                String name = function(call);
                if (!RANGE_FUNCTIONS.contains(name)) {
                    wrong(call, "PARTITION BY RANGE takes from_unixtime, from_unixtime_ms or str2date, not " + name);
                }
            } else {
                type(expression)
                        .filter(type -> !Supertype.isInteger(type) && !Supertype.isDate(type))
                        .ifPresent(type -> wrong(
                                expression,
                                "PARTITION BY RANGE takes whole numbers, dates and points in time, not "
                                        + TypeNames.of(type)));
            }
        }
        boolean less = partitioning.partitions().stream().anyMatch(part -> isLessThan(part));
        boolean fixed = partitioning.partitions().stream().anyMatch(part -> isFixed(part));
        if (less && fixed) {
            subject.report(
                    partitioning.partitions().get(0).at(),
                    ModelCode.PARTITION,
                    "VALUES LESS THAN and VALUES [ … ) cannot be mixed",
                    "write all partitions in one of the two forms");
        }
        boolean batch = partitioning.partitions().stream().anyMatch(part -> isBatch(part));
        if (batch && partitioning.expressions().size() > 1) {
            wrong(partitioning.expressions().get(1), "START … END … EVERY stands for one column only");
        }
    }

    private static boolean isLessThan(PartitionDefinition partition) {
        return partition.text().toUpperCase(Locale.ROOT).contains("VALUES LESS THAN");
    }

    private static boolean isFixed(PartitionDefinition partition) {
        return partition.text().toUpperCase(Locale.ROOT).contains("VALUES [");
    }

    private static boolean isBatch(PartitionDefinition partition) {
        return partition.text().toUpperCase(Locale.ROOT).startsWith("START");
    }

    private void list(Expression expression) {
        type(expression)
                .filter(type -> type instanceof DataType.Decimal)
                .ifPresent(type -> wrong(expression, "PARTITION BY LIST does not take " + TypeNames.of(type)));
    }

    /** Partitions that are made as rows come. */
    private void automatic(Partitioning partitioning) {
        List<Expression> expressions = partitioning.expressions();
        boolean byTime = expressions.size() == 1 && isTimeFunction(expressions.get(0));
        boolean plain = expressions.stream().allMatch(expression -> expression instanceof Reference.Column);
        if (byTime) {
            time((Call.Function) expressions.get(0));
        } else if (plain) {
            expressions.forEach(this::list);
        } else if (subject.joinsRows()) {
            subject.report(
                    partitioning.at(),
                    ModelCode.PARTITION,
                    "a table with " + subject.model()
                            + " KEY is partitioned by columns, or by date_trunc or time_slice alone",
                    "take another model, or store what to partition by in a column");
        }
    }

    /** Of another unit it is an expression like any other. */
    private static boolean isTimeFunction(Expression expression) {
        if (!(expression instanceof Call.Function call)) {
            return false;
        }
        boolean truncated = function(call).equals("date_trunc")
                && call.arguments().size() == 2
                && call.arguments().get(0) instanceof Literal.Text unit
                && UNITS.contains(unit.value().toLowerCase(Locale.ROOT));
        return truncated || function(call).equals("time_slice");
    }

    private void time(Call.Function call) {
        for (Expression argument : call.arguments()) {
            type(argument)
                    .filter(type -> !Supertype.isDate(type))
                    .ifPresent(type -> wrong(
                            argument, function(call) + " takes a DATE or DATETIME here, not " + TypeNames.of(type)));
        }
    }

    private static String function(Call.Function call) {
        return call.name().last().text().toLowerCase(Locale.ROOT);
    }

    private Optional<DataType> type(Expression expression) {
        return expression instanceof Reference.Column reference
                ? subject.column(reference.name().last()).map(ColumnDefinition::type)
                : Optional.empty();
    }

    private void names(Partitioning partitioning) {
        Set<String> seen = new HashSet<>();
        for (PartitionDefinition partition : partitioning.partitions()) {
            Matcher matcher = NAMED.matcher(partition.text());
            if (!matcher.matches()) {
                continue;
            }
            String name = matcher.group(1);
            if (!seen.add(name.toLowerCase(Locale.ROOT))) {
                subject.report(partition.at(), ModelCode.PARTITION, "two partitions are named '" + name + "'");
            } else if (!NAME.matcher(name).matches()
                    || name.toLowerCase(Locale.ROOT).startsWith("placeholder_")) {
                subject.report(
                        partition.at(),
                        ModelCode.NAME_NOT_ALLOWED,
                        "the name of a partition begins with a letter and has 64 letters, digits and _ at most: '"
                                + name + "'");
            }
        }
    }

    private void wrong(Expression at, String message) {
        subject.report(at.at(), ModelCode.PARTITION, message);
    }
}
