// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.translate;

import dev.orrery.embedded.duck.NarrowNumbers;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Name;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the parts of one translation share: where names come from, which aliases are taken, and how wide numbers are. */
final class QueryContext {
    /** How wide numbers are computed: {@link NarrowNumbers} may fail, and rows that went out cannot be called back. */
    enum Width {
        /** As StarRocks' types ask. */
        FULL,
        /** As FULL, since rows go out from here; below an aggregate, which is complete before its first row, NARROW. */
        FULL_ABOVE,
        /** As DuckDB computes. */
        NARROW
    }

    /** What a translation found out about the widths in its text. */
    private static final class Widths {
        boolean wide;
        boolean barred;
    }

    /** A common table: its name in DuckDB and its columns. */
    record CommonTable(String duckName, QueryText shape, List<String> names) {}

    private static final Pattern SET_VARIABLE =
            Pattern.compile("(?:SET_VAR\\s*\\(|,)\\s*(\\w+)\\s*=\\s*['\"]?([^'\",)]*)", Pattern.CASE_INSENSITIVE);

    private final Objects objects;
    private final Environment environment;
    private final Set<ModelName> reads;
    private final int[] counter;
    private final Map<String, CommonTable> commonTables;
    private final Width width;
    private final Widths widths;

    QueryContext(Objects objects, Environment environment, Width width) {
        this(objects, environment, new TreeSet<>(), new int[1], Map.of(), width, new Widths());
    }

    private QueryContext(
            Objects objects,
            Environment environment,
            Set<ModelName> reads,
            int[] counter,
            Map<String, CommonTable> commonTables,
            Width width,
            Widths widths) {
        this.objects = objects;
        this.environment = environment;
        this.reads = reads;
        this.counter = counter;
        this.commonTables = commonTables;
        this.width = width;
        this.widths = widths;
    }

    Width width() {
        return width;
    }

    /** For what an aggregate reads, in FROM and WHERE and among its arguments. */
    QueryContext belowAggregate() {
        return width == Width.FULL_ABOVE ? as(Width.NARROW) : this;
    }

    QueryContext as(Width other) {
        return new QueryContext(objects, environment, reads, counter, commonTables, other, widths);
    }

    /** Something was written wider than DuckDB would compute it. */
    void noteWide() {
        widths.wide = true;
    }

    boolean isWide() {
        return widths.wide;
    }

    /** What stands here may begin when rows have gone out, as the second part of a UNION does: it must not fail. */
    void forbidNarrow() {
        widths.barred |= width == Width.FULL_ABOVE;
    }

    boolean mayBeNarrow() {
        return !widths.barred;
    }

    Environment environment() {
        return environment;
    }

    Set<ModelName> reads() {
        return reads;
    }

    String newAlias(String prefix) {
        counter[0]++;
        return prefix + counter[0];
    }

    Optional<CommonTable> commonTable(Name name) {
        return name.parts().size() == 1
                ? Optional.ofNullable(commonTables.get(name.last().text()))
                : Optional.empty();
    }

    QueryContext with(String name, CommonTable table) {
        Map<String, CommonTable> more = new HashMap<>(commonTables);
        more.put(name, table);
        return new QueryContext(objects, environment, reads, counter, more, width, widths);
    }

    /** As {@code SET_VAR(name = value, …)} among a SELECT's hints would have the session's variables. */
    QueryContext hinted(List<String> hints) {
        Map<String, String> set = new HashMap<>();
        for (String hint : hints) {
            Matcher matcher = SET_VARIABLE.matcher(hint);
            while (matcher.find()) {
                set.put(matcher.group(1).toLowerCase(Locale.ROOT), matcher.group(2));
            }
        }
        return set.isEmpty()
                ? this
                : new QueryContext(objects, environment.with(set), reads, counter, commonTables, width, widths);
    }

    /** For the query of a view: its own database, no common tables, and what it reads is not named by the statement. */
    QueryContext insideView(String database) {
        return new QueryContext(
                objects.withinView(), environment.in(database), new TreeSet<>(), counter, Map.of(), width, widths);
    }

    Objects.Source find(Name name) throws ServerError {
        return find(name, Optional.empty());
    }

    /**
     * @param partitions those of a table that are read; empty for all
     */
    Objects.Source find(Name name, Optional<String> partitions) throws ServerError {
        ModelName model = resolve(name);
        Optional<Objects.Source> found =
                partitions.isPresent() ? objects.find(model, partitions.get()) : objects.find(model);
        Objects.Source source = found.orElseThrow(() -> new ServerError(
                5502, "42602", "Getting analyzing error. Detail message: Unknown table '" + model + "'."));
        reads.add(model);
        return source;
    }

    /** With the session's database where none is written; the one catalog may be. */
    ModelName resolve(Name name) throws ServerError {
        List<Identifier> parts = name.parts();
        int size = parts.size();
        if (size == 3 && !parts.get(0).text().equalsIgnoreCase("default_catalog")) {
            throw new ServerError(
                    5078,
                    "42000",
                    "Getting analyzing error. Detail message: Unknown catalog '"
                            + parts.get(0).text() + "'.");
        }
        if (size >= 2) {
            return new ModelName(parts.get(size - 2).text(), parts.get(size - 1).text());
        }
        String database =
                environment.database().orElseThrow(() -> new ServerError(1046, "3D000", "No database selected"));
        return new ModelName(database, name.last().text());
    }
}
