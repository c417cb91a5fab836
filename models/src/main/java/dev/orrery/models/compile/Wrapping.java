// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.compile;

import dev.orrery.models.ModelCode;
import dev.orrery.models.catalog.ModelGraph;
import dev.orrery.models.catalog.TargetLag;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.Nearest;
import dev.orrery.models.project.Header;
import dev.orrery.models.project.Model;
import dev.orrery.models.sql.SqlParser;
import dev.orrery.models.sql.SyntaxException;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.CreateView;
import dev.orrery.models.sql.tree.Distribution;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.IndexDefinition;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Property;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.ViewColumn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the CREATE of a model that is a bare query, out of its header. */
final class Wrapping {
    private final Model model;
    private final Header header;
    private final Optional<TargetLag> lag;
    private final Diagnostics diagnostics;

    Wrapping(Model model, Optional<TargetLag> lag, Diagnostics diagnostics) {
        this.model = model;
        this.header = model.header();
        this.lag = lag;
        this.diagnostics = diagnostics;
    }

    /** Before its columns are known. */
    CreateView view(Query query) {
        return view(query, List.of());
    }

    /**
     * @param output names of the query's columns
     */
    CreateView view(Query query, List<String> output) {
        return new CreateView(
                Location.NOWHERE,
                false,
                false,
                model.name().toName(),
                columns(output),
                header.about().description(),
                Optional.empty(),
                List.of(),
                query);
    }

    /** Before its columns are known. */
    CreateMaterializedView materializedView(Query query) {
        return materializedView(query, List.of());
    }

    CreateMaterializedView materializedView(Query query, List<String> output) {
        return new CreateMaterializedView(
                Location.NOWHERE,
                false,
                model.name().toName(),
                columns(output),
                indexes(),
                header.about().description(),
                Optional.of(distribution(output)),
                Optional.of(refresh()),
                expressions("partition_by", header.storage().partitionBy()),
                identifiers("order_by", header.storage().orderBy(), output),
                properties(),
                query);
    }

    /** A list of columns only where one of them is described: it says nothing else. */
    private List<ViewColumn> columns(List<String> output) {
        if (header.about().columns().isEmpty()) {
            return List.of();
        }
        return output.stream()
                .map(name -> new ViewColumn(Location.NOWHERE, Identifier.of(name), Descriptions.of(header, name)))
                .toList();
    }

    private Distribution distribution(List<String> output) {
        List<String> by = header.storage().distributedBy();
        boolean random = by.isEmpty() || (by.size() == 1 && by.get(0).equalsIgnoreCase("random"));
        List<Identifier> columns = random ? List.of() : identifiers("distributed_by", by, output);
        return new Distribution(Location.NOWHERE, columns, header.storage().buckets());
    }

    CreateMaterializedView.Refresh refresh() {
        boolean isNative = header.freshness()
                .refresh()
                .filter(ModelGraph.Refresh.NATIVE::equals)
                .isPresent();
        Optional<Literal.Interval> every = isNative
                ? lag.flatMap(
                        target -> target.match(within -> Optional.of(interval(within.duration())), Optional::empty))
                : Optional.empty();
        CreateMaterializedView.RefreshScheme scheme =
                isNative ? CreateMaterializedView.RefreshScheme.ASYNC : CreateMaterializedView.RefreshScheme.MANUAL;
        return new CreateMaterializedView.Refresh(Location.NOWHERE, true, scheme, Optional.empty(), every);
    }

    /** In the largest unit that StarRocks takes and that divides it. */
    private static Literal.Interval interval(Duration duration) {
        long seconds = Math.max(60, duration.toSeconds());
        if (seconds % 86_400 == 0) {
            return interval(seconds / 86_400, "DAY");
        }
        if (seconds % 3_600 == 0) {
            return interval(seconds / 3_600, "HOUR");
        }
        return seconds % 60 == 0 ? interval(seconds / 60, "MINUTE") : interval(seconds, "SECOND");
    }

    private static Literal.Interval interval(long amount, String unit) {
        return new Literal.Interval(
                Location.NOWHERE, new Literal.Numeric(Location.NOWHERE, Long.toString(amount)), unit);
    }

    private List<Property> properties() {
        List<Property> properties = new ArrayList<>();
        header.storage().properties().forEach((key, value) -> properties.add(property(key, value)));
        header.storage().colocateWith().ifPresent(group -> add(properties, "colocate_with", group, "colocate_with"));
        return with(properties);
    }

    /** What the header says besides, added to properties that stand in a statement or under {@code properties}. */
    List<Property> with(List<Property> written) {
        List<Property> properties = new ArrayList<>(written);
        header.freshness()
                .resourceGroup()
                .ifPresent(group -> add(properties, "resource_group", group, "resource_group"));
        header.freshness().rewrite().ifPresent(rewrite -> rewrite(properties, rewrite));
        return properties;
    }

    private void rewrite(List<Property> properties, Header.Rewrite rewrite) {
        switch (rewrite) {
            case CHECKED -> add(properties, "rewrite", "checked", "query_rewrite_consistency");
            case OFF -> add(properties, "rewrite", "false", "enable_query_rewrite");
            case WITHIN_LAG -> {
                Optional<Duration> within =
                        lag.flatMap(target -> target.match(w -> Optional.of(w.duration()), Optional::empty));
                within.ifPresentOrElse(
                        duration -> add(
                                properties,
                                "rewrite",
                                Long.toString(duration.toSeconds()),
                                "mv_rewrite_staleness_second"),
                        () -> diagnostics.add(Diagnostic.at(
                                        model.keySpan("rewrite"),
                                        ModelCode.TARGET_LAG_MISSING,
                                        "'rewrite: within_lag' needs a target lag to stay within")
                                .withHelp("write target_lag: 10 minutes in the header")));
            }
        }
    }

    private void add(List<Property> properties, String key, String value, String property) {
        if (properties.stream().anyMatch(known -> known.key().equals(property))) {
            diagnostics.add(Diagnostic.at(
                            model.keySpan(key),
                            ModelCode.FACT_TWICE,
                            "'" + property + "' stands among the properties as well")
                    .withHelp("take it out there"));
            return;
        }
        properties.add(property(property, value));
    }

    private static Property property(String key, String value) {
        return new Property(Location.NOWHERE, key, value);
    }

    private List<Expression> expressions(String key, List<String> texts) {
        List<Expression> expressions = new ArrayList<>();
        for (String text : texts) {
            try {
                expressions.add(SqlParser.parseExpression(text));
            } catch (SyntaxException e) {
                unreadable(key, text, e);
            }
        }
        return expressions;
    }

    private List<IndexDefinition> indexes() {
        List<IndexDefinition> indexes = new ArrayList<>();
        for (String text : header.storage().indexes()) {
            try {
                CreateTable table = (CreateTable) SqlParser.parseStatement("CREATE TABLE t (c INT, " + text + ")");
                indexes.addAll(table.indexes());
            } catch (SyntaxException e) {
                unreadable("indexes", text, e);
            }
        }
        return indexes;
    }

    private void unreadable(String key, String text, SyntaxException e) {
        diagnostics.add(Diagnostic.at(
                model.keySpan(key), e.code(), "'" + text + "' under '" + key + "' cannot be read: " + e.message()));
    }

    private List<Identifier> identifiers(String key, List<String> names, List<String> known) {
        List<Identifier> identifiers = new ArrayList<>();
        for (String name : names) {
            if (known.stream().noneMatch(name::equalsIgnoreCase)) {
                Diagnostic finding = Diagnostic.at(
                        model.keySpan(key),
                        ModelCode.UNKNOWN_COLUMN,
                        "column '" + name + "' under '" + key + "' is not in the result of the query");
                diagnostics.add(Nearest.hint(name, known).map(finding::withHint).orElse(finding));
            }
            identifiers.add(Identifier.of(name));
        }
        return identifiers;
    }
}
