// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.diff;

import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import dev.orrery.models.type.DataType.TextKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What ALTER TABLE … MODIFY COLUMN can do (StarRocks' SchemaChangeTypeCompatibility), and what it refuses. */
public final class ColumnRules {
    private static final Map<Kind, Set<Kind>> WIDER = Map.of(
            Kind.TINYINT, Set.of(Kind.SMALLINT, Kind.INT, Kind.BIGINT, Kind.LARGEINT, Kind.DOUBLE),
            Kind.SMALLINT, Set.of(Kind.INT, Kind.BIGINT, Kind.LARGEINT, Kind.DOUBLE),
            Kind.INT, Set.of(Kind.BIGINT, Kind.LARGEINT, Kind.DOUBLE, Kind.DATE),
            Kind.BIGINT, Set.of(Kind.LARGEINT, Kind.DOUBLE),
            Kind.FLOAT, Set.of(Kind.DOUBLE),
            Kind.DATE, Set.of(Kind.DATETIME),
            Kind.DATETIME, Set.of(Kind.DATE));

    private static final Set<Kind> TO_TEXT = Set.of(
            Kind.TINYINT, Kind.SMALLINT, Kind.INT, Kind.BIGINT, Kind.LARGEINT, Kind.FLOAT, Kind.DOUBLE, Kind.JSON);

    private ColumnRules() {}

    /** Why one column cannot become the other in place; empty when it can. Both in normal form. */
    public static Optional<String> obstacle(ColumnDefinition from, ColumnDefinition to) {
        if (from.generated().isPresent() != to.generated().isPresent()) {
            return Optional.of("an ordinary column and a generated one do not turn into each other");
        }
        if (!from.aggregation().equals(to.aggregation())) {
            return Optional.of("its aggregation differs");
        }
        if (from.autoIncrement() != to.autoIncrement()) {
            return Optional.of("AUTO_INCREMENT cannot be given or taken away");
        }
        if (!from.defaultValue().equals(to.defaultValue())) {
            return Optional.of("StarRocks does not change the DEFAULT of a column");
        }
        if (from.nullable().orElse(true) && !to.nullable().orElse(true)) {
            return Optional.of("NULL cannot become NOT NULL");
        }
        if (!from.type().equals(to.type()) && !fits(from.type(), to.type())) {
            return Optional.of(Words.type(from.type()) + " cannot become " + Words.type(to.type()));
        }
        return Optional.empty();
    }

    /** What adding and dropping fields does; empty when something else differs too. */
    static Optional<List<FieldEdit>> fields(ColumnDefinition from, ColumnDefinition to) {
        ColumnDefinition retyped = new ColumnDefinition(
                from.at(),
                from.name(),
                to.type(),
                from.key(),
                from.aggregation(),
                from.nullable(),
                from.defaultValue(),
                from.autoIncrement(),
                from.generated(),
                to.comment());
        return retyped.equals(to) ? FieldEdit.between(from.type(), to.type()) : Optional.empty();
    }

    /** Whether a copy of the rows into the other column may not hold every value as it was. */
    static boolean mayLoseValues(ColumnDefinition from, ColumnDefinition to) {
        boolean madeUp = to.generated().isPresent() && from.generated().isEmpty();
        boolean retyped = !from.type().equals(to.type()) && !fits(from.type(), to.type());
        return madeUp || retyped || !from.aggregation().equals(to.aggregation());
    }

    /** Whether no value of the column is touched. */
    public static boolean onlyCommentDiffers(ColumnEdit.Modify edit) {
        return TableDiff.withoutComment(edit.from()).equals(TableDiff.withoutComment(edit.to()));
    }

    private static boolean fits(DataType from, DataType to) {
        if (from instanceof DataType.Simple simple) {
            return simpleFits(simple.kind(), to);
        }
        if (from instanceof DataType.Text text) {
            return textFits(text, to);
        }
        return from instanceof DataType.Decimal a
                && to instanceof DataType.Decimal b
                && a.scale() <= b.scale()
                && a.precision() - a.scale() <= b.precision() - b.scale();
    }

    private static boolean simpleFits(Kind from, DataType to) {
        if (to instanceof DataType.Simple other) {
            return WIDER.getOrDefault(from, Set.of()).contains(other.kind());
        }
        return to instanceof DataType.Text text && text.kind() == TextKind.VARCHAR && TO_TEXT.contains(from);
    }

    private static boolean textFits(DataType.Text from, DataType to) {
        return to instanceof DataType.Text other
                && from.kind() != TextKind.VARBINARY
                && (other.kind() == from.kind() || other.kind() == TextKind.VARCHAR)
                && other.length().orElse(1) >= from.length().orElse(1);
    }
}
