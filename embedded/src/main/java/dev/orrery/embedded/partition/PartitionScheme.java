// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.partition;

import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.translate.Environment;
import dev.orrery.embedded.translate.Translator;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.Partitioning;
import dev.orrery.models.sql.tree.Partitioning.PartitionDefinition;
import dev.orrery.models.sql.tree.Partitioning.PartitionKind;
import dev.orrery.models.sql.tree.Property;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How one table is partitioned. Knows no rows: it says by which DuckDB expressions they are told apart. */
public final class PartitionScheme {
    /** The step of a scheme that makes a range for each date_trunc or time_slice. */
    private record Step(long amount, String unit) {}

    /** One partition, whole. */
    public static final PartitionScheme NONE = new PartitionScheme(Optional.empty(), List.of(), Optional.empty());

    private final Optional<Partitioning> partitioning;
    private final List<PartitionColumn> columns;
    private final Optional<Step> step;

    private PartitionScheme(Optional<Partitioning> partitioning, List<PartitionColumn> columns, Optional<Step> step) {
        this.partitioning = partitioning;
        this.columns = columns;
        this.step = step;
    }

    /**
     * @param plain the columns of the table, without generated ones
     */
    public static PartitionScheme of(ModelName table, Optional<Partitioning> partitioning, List<Column> plain)
            throws ServerError {
        if (partitioning.isEmpty()) {
            return NONE;
        }
        Translator translator = new Translator(
                name -> Optional.empty(),
                new Environment(
                        Instant.EPOCH.atZone(ZoneOffset.UTC),
                        Optional.of(table.database()),
                        Environment.Who.NOBODY,
                        0,
                        (scope, name) -> Optional.empty()));
        List<PartitionColumn> columns = new ArrayList<>();
        for (Expression expression : partitioning.get().expressions()) {
            Translator.Value value = translator.of(expression, plain, table.name());
            columns.add(new PartitionColumn(name(expression), value.sql(), value.type()));
        }
        boolean alone = partitioning.get().kind() == PartitionKind.EXPRESSION && columns.size() == 1;
        Optional<Step> step = alone ? step(partitioning.get().expressions().get(0)) : Optional.empty();
        return new PartitionScheme(
                partitioning, columns, columns.stream().allMatch(c -> isTime(c.type())) ? step : Optional.empty());
    }

    /**
     * How the rows of an MV are told apart.
     *
     * @param partitionBy of its statement: columns of its own, or date_trunc of one
     */
    public static PartitionScheme ofView(ModelName view, List<Expression> partitionBy, List<Column> columns)
            throws ServerError {
        List<Expression> names = new ArrayList<>();
        for (Expression expression : partitionBy) {
            String name = name(expression);
            if (columns.stream().noneMatch(c -> c.name().equalsIgnoreCase(name))) {
                return NONE;
            }
            names.add(new Reference.Column(Name.of(name)));
        }
        return names.isEmpty()
                ? NONE
                : of(
                        view,
                        Optional.of(new Partitioning(Location.NOWHERE, PartitionKind.RANGE, names, List.of())),
                        columns);
    }

    private static boolean isTime(DataType type) {
        return type.is(Kind.DATE) || type.is(Kind.DATETIME);
    }

    private static Optional<Step> step(Expression expression) {
        if (!(expression instanceof Call.Function call)) {
            return Optional.empty();
        }
        List<Expression> arguments = call.arguments();
        String name = call.name().last().text().toLowerCase(Locale.ROOT);
        if (name.equals("date_trunc") && arguments.get(0) instanceof Literal.Text unit) {
            return Optional.of(new Step(1, unit.value()));
        }
        boolean slices = name.equals("time_slice") && arguments.size() >= 2;
        return slices
                        && arguments.get(1) instanceof Literal.Interval every
                        && every.amount() instanceof Literal.Numeric n
                ? Optional.of(new Step(Long.parseLong(n.text()), every.unit()))
                : Optional.empty();
    }

    private static String name(Expression expression) {
        if (expression instanceof Reference.Column column) {
            return column.name().last().text();
        }
        return expression instanceof Call.Function call
                ? call.arguments().stream()
                        .filter(a -> a instanceof Reference.Column)
                        .map(PartitionScheme::name)
                        .findFirst()
                        .orElse("")
                : "";
    }

    public boolean isPartitioned() {
        return partitioning.isPresent();
    }

    /** Whether rows make the partitions that they need. */
    public boolean isAutomatic() {
        return partitioning.filter(p -> p.kind() == PartitionKind.EXPRESSION).isPresent();
    }

    /** Whether its partitions are ranges, and not lists of values. */
    public boolean isRange() {
        return step.isPresent()
                || partitioning.filter(p -> p.kind() == PartitionKind.RANGE).isPresent();
    }

    /** The columns by name, of expressions the column that they are over. */
    public List<String> columnNames() {
        return columns.stream().map(PartitionColumn::name).toList();
    }

    /** The partitions that the statement declares, in order. */
    public List<NamedBounds> declared() throws ServerError {
        List<NamedBounds> all = new ArrayList<>();
        for (PartitionDefinition definition :
                partitioning.map(Partitioning::partitions).orElse(List.of())) {
            all.addAll(read(definition.text(), all));
        }
        return all;
    }

    /** What the table's properties ask for beside those; empty for most tables. */
    public Optional<DynamicPartitions> dynamic(List<Property> properties) {
        boolean range =
                partitioning.filter(p -> p.kind() == PartitionKind.RANGE).isPresent();
        return range && columns.size() == 1 ? DynamicPartitions.of(properties, columns.get(0)) : Optional.empty();
    }

    /** The clause with other partitions, from the lowest on; as it was for a table that makes them by itself. */
    public Optional<Partitioning> restated(List<NamedBounds> partitions) {
        return partitioning.map(p -> p.kind() == PartitionKind.EXPRESSION
                ? p
                : new Partitioning(
                        Location.NOWHERE,
                        p.kind(),
                        p.expressions(),
                        partitions.stream()
                                .sorted((a, b) -> compare(a.bounds(), b.bounds()))
                                .map(n -> new PartitionDefinition(Location.NOWHERE, definition(n)))
                                .toList()));
    }

    /**
     * The partitions of one definition, as ADD PARTITION has it.
     *
     * @param existing the others, in order
     */
    public List<NamedBounds> read(String definition, List<NamedBounds> existing) throws ServerError {
        Optional<List<Bound>> last = existing.isEmpty()
                ? Optional.empty()
                : existing.get(existing.size() - 1)
                        .bounds()
                        .match(Optional::empty, range -> Optional.of(range.upper()), values -> Optional.empty());
        return new DefinitionText(columns).read(definition, last);
    }

    /** DuckDB's expressions whose values a row makes its partition of. */
    public List<String> keySql() {
        return columns.stream().map(c -> "CAST(" + c.sql() + " AS VARCHAR)").toList();
    }

    /**
     * The partition that a row with such a key needs.
     *
     * @param key what {@link #keySql} gave
     */
    public NamedBounds automatic(List<@Nullable String> key) {
        if (step.isPresent()) {
            String text = key.get(0);
            return text == null ? lowest() : stepped(Moments.parse(text).orElseThrow());
        }
        List<Bound> tuple = new ArrayList<>();
        StringBuilder name = new StringBuilder("p");
        for (int i = 0; i < columns.size(); i++) {
            String text = key.get(i);
            String value =
                    text == null ? null : Moments.normal(text, columns.get(i).type());
            tuple.add(value == null ? Bound.NULL : Bound.of(value));
            name.append(i == 0 ? "" : "_").append(value == null ? "NULL" : PartitionNames.part(value));
        }
        return new NamedBounds(PartitionNames.bounded(name.toString()), new Bounds.Values(List.of(tuple)));
    }

    private NamedBounds stepped(LocalDateTime at) {
        DataType type = columns.get(0).type();
        Step by = step.orElseThrow();
        LocalDateTime next = Moments.plus(at, by.amount, by.unit);
        return new NamedBounds(
                "p" + Moments.name(at, by.unit, Moments.WeekNames.DATED),
                DefinitionText.range(Moments.print(at, type), Moments.print(next, type)));
    }

    private NamedBounds lowest() {
        DataType type = columns.get(0).type();
        LocalDateTime first = LocalDateTime.of(0, 1, 1, 0, 0);
        Step by = step.orElseThrow();
        return new NamedBounds(
                "p" + Moments.name(first, by.unit, Moments.WeekNames.DATED),
                new Bounds.Range(
                        List.of(Bound.LOWEST),
                        List.of(Bound.of(Moments.print(Moments.plus(first, by.amount, by.unit), type)))));
    }

    /** The partition of {@code PARTITION (dt = '…', city = '…')}; empty when a column is missing. */
    public Optional<NamedBounds> ofValues(List<KeyValue> values) {
        List<@Nullable String> key = new ArrayList<>();
        for (PartitionColumn column : columns) {
            Optional<KeyValue> value = values.stream()
                    .filter(v -> v.column().equalsIgnoreCase(column.name()))
                    .findFirst();
            if (value.isEmpty()) {
                return Optional.empty();
            }
            key.add(value.get().value().orElse(null));
        }
        return Optional.of(automatic(key));
    }

    /** DuckDB's condition for the rows in a partition, over the table's columns. */
    public String condition(Bounds bounds) {
        return bounds.match(() -> "true", this::inRange, this::inValues);
    }

    private String inRange(Bounds.Range range) {
        boolean first = true;
        for (int i = 0; i < columns.size(); i++) {
            first &= columns.get(i).isLowest(range.lower().get(i));
        }
        String above = first ? "true" : "(" + after(range.lower(), 0) + ")";
        String below = "NOT (" + after(range.upper(), 0) + ")";
        String nothing = columns.get(0).sql() + " IS NULL";
        return first
                ? "(" + nothing + " OR " + below + ")"
                : "(" + nothing + " IS FALSE AND " + above + " AND " + below + ")";
    }

    /** {@code (a, b) >= (x, y)}, column by column. */
    private String after(List<Bound> bounds, int place) {
        Bound bound = bounds.get(place);
        PartitionColumn column = columns.get(place);
        String sql = column.sql();
        if (bound.kind() == Bound.Kind.HIGHEST) {
            return "false";
        }
        if (column.isLowest(bound)) {
            return "true";
        }
        boolean last = place == columns.size() - 1
                || bounds.subList(place + 1, bounds.size()).stream().allMatch(b -> b.kind() == Bound.Kind.LOWEST);
        String literal = column.literal(bound);
        return last
                ? sql + " >= " + literal
                : "(" + sql + " > " + literal + " OR (" + sql + " = " + literal + " AND " + after(bounds, place + 1)
                        + "))";
    }

    private String inValues(Bounds.Values values) {
        List<String> any = new ArrayList<>();
        for (List<Bound> tuple : values.tuples()) {
            List<String> all = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                PartitionColumn column = columns.get(i);
                Bound bound = tuple.get(i);
                all.add(
                        bound.kind() == Bound.Kind.NULL
                                ? column.sql() + " IS NULL"
                                : column.sql() + " IS NOT DISTINCT FROM " + column.literal(bound));
            }
            any.add("(" + String.join(" AND ", all) + ")");
        }
        return "(" + String.join(" OR ", any) + ")";
    }

    /** Ranges from the lowest on; lists are all equal. */
    public int compare(Bounds one, Bounds other) {
        return compareBounds(lower(one), lower(other));
    }

    private static int compareBounds(List<Bound> a, List<Bound> b) {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int order = compare(a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** Whether a row could be in both. */
    public boolean overlap(Bounds one, Bounds other) {
        boolean values = one.match(
                () -> false,
                range -> false,
                v -> other.match(
                        () -> false, range -> false, w -> v.tuples().stream().anyMatch(w.tuples()::contains)));
        return values || (compareBounds(lower(one), upper(other)) < 0 && compareBounds(lower(other), upper(one)) < 0);
    }

    private static List<Bound> upper(Bounds bounds) {
        return bounds.match(List::of, Bounds.Range::upper, values -> List.of());
    }

    private static List<Bound> lower(Bounds bounds) {
        return bounds.match(List::of, Bounds.Range::lower, values -> List.of());
    }

    static int compare(Bound a, Bound b) {
        if (a.kind() != Bound.Kind.VALUE || b.kind() != Bound.Kind.VALUE) {
            return Integer.compare(rank(a), rank(b));
        }
        Optional<BigInteger> x = Moments.number(a.text());
        Optional<BigInteger> y = Moments.number(b.text());
        return x.isPresent() && y.isPresent()
                ? x.get().compareTo(y.get())
                : a.text().compareTo(b.text());
    }

    private static int rank(Bound bound) {
        return switch (bound.kind()) {
            case NULL, LOWEST -> 0;
            case VALUE -> 1;
            case HIGHEST -> 2;
        };
    }

    /** One partition for all the rows of two that have some in common. */
    public NamedBounds united(NamedBounds one, NamedBounds other) {
        Bounds bounds = one.bounds()
                .match(
                        () -> one.bounds(),
                        range -> {
                            List<Bound> end = upper(other.bounds());
                            return new Bounds.Range(
                                    range.lower(), compareBounds(range.upper(), end) < 0 ? end : range.upper());
                        },
                        values -> {
                            Set<List<Bound>> tuples = new LinkedHashSet<>(values.tuples());
                            tuples.addAll(other.bounds().match(List::of, range -> List.of(), Bounds.Values::tuples));
                            return new Bounds.Values(List.copyOf(tuples));
                        });
        return new NamedBounds(one.name(), bounds);
    }

    /** The whole units that a partition of one column of dates or times lies in, as {@code date_trunc} makes them. */
    public NamedBounds truncated(NamedBounds partition, String unit) {
        return Truncation.of(partition, unit, columns.get(0).type());
    }

    /** Whether a REFRESH of the span refreshes the partition. */
    public boolean isIn(Bounds bounds, PartitionSpan span) {
        return span.match(
                range -> {
                    DataType type = columns.get(0).type();
                    Bound from = Bound.of(Moments.normal(range.start(), type));
                    Bound to = Bound.of(Moments.normal(range.end(), type));
                    return overlap(bounds, new Bounds.Range(List.of(from), List.of(to)));
                },
                values -> {
                    List<List<Bound>> tuples = new ArrayList<>();
                    for (List<String> tuple : values.tuples()) {
                        List<Bound> bound = new ArrayList<>();
                        for (int i = 0; i < Math.min(tuple.size(), columns.size()); i++) {
                            bound.add(Bound.of(
                                    Moments.normal(tuple.get(i), columns.get(i).type())));
                        }
                        tuples.add(bound);
                    }
                    return overlap(bounds, new Bounds.Values(tuples));
                });
    }

    /** Keys, as DuckDB's expressions, that stand for all rows a partition can hold; none where no few can. */
    public List<List<String>> samples(Bounds bounds) {
        return BoundSamples.of(bounds, columns);
    }

    /** The Range or List of SHOW PARTITIONS. */
    public String shown(Bounds bounds) {
        return new PartitionText(columns).shown(bounds);
    }

    /** As SHOW CREATE TABLE lists it. */
    public String definition(NamedBounds partition) {
        return new PartitionText(columns).definition(partition);
    }
}
