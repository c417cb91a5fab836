// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.diff;

import dev.orrery.ddl.DdlCode;
import dev.orrery.ddl.normal.Columns;
import dev.orrery.ddl.normal.NormalMaterializedView;
import dev.orrery.ddl.normal.NormalView;
import dev.orrery.ddl.normal.PropertyRules;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.sql.tree.Property;
import dev.orrery.models.sql.tree.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What has to happen to a view or an MV. A replaced view makes MVs on it inactive, so that an equal one is left alone. */
final class QueryDiff {
    private final Columns desiredColumns;
    private final Columns liveColumns;
    private final Dependents live;
    private final List<Change> changes = new ArrayList<>();
    private final List<Diagnostic> findings = new ArrayList<>();

    QueryDiff(Columns desiredColumns, Columns liveColumns, Dependents live) {
        this.desiredColumns = desiredColumns;
        this.liveColumns = liveColumns;
        this.live = live;
    }

    List<Change> changes() {
        return changes;
    }

    List<Diagnostic> findings() {
        return findings;
    }

    /**
     * Whether two queries are the same tree over tables of the same columns: their normal forms are equal then, whatever they
     * are, and need not be made.
     */
    private boolean isAlike(Definition definition, Query found, Query wanted) {
        return found.equals(wanted)
                && definition.reads().stream()
                        .allMatch(read -> liveColumns.of(read).equals(desiredColumns.of(read)));
    }

    void view(Definition.View found, Definition.View wanted) {
        boolean alike =
                isAlike(found, found.statement().query(), wanted.statement().query());
        NormalView from = alike ? NormalView.of(found, found.statement().query()) : NormalView.of(found, liveColumns);
        NormalView to = alike ? NormalView.of(wanted, from.query()) : NormalView.of(wanted, desiredColumns);
        if (!from.query().equals(to.query())
                || !from.columns().equals(to.columns())
                || !from.security().equals(to.security())) {
            changes.add(replacement(found, wanted, from, to));
            return;
        }
        if (from.comments().equals(to.comments())) {
            return;
        }
        if (live.materializedViews(found.name()).isEmpty()) {
            changes.add(replacement(found, wanted, from, to));
        } else {
            findings.add(carried(wanted.name(), "replacing the view would make the MVs on it inactive"));
        }
    }

    private static Change replacement(Definition.View found, Definition.View wanted, NormalView from, NormalView to) {
        QueryEdits.Texts written = new QueryEdits.Texts(
                found.statement().query(), wanted.statement().query());
        return new Change.ReplaceView(found, wanted, QueryEdits.of(from, to, written));
    }

    void materializedView(Definition.MaterializedView found, Definition.MaterializedView wanted) {
        boolean alike =
                isAlike(found, found.statement().query(), wanted.statement().query());
        NormalMaterializedView from = alike
                ? NormalMaterializedView.of(found, found.statement().query())
                : NormalMaterializedView.of(found, liveColumns);
        NormalMaterializedView to = alike
                ? NormalMaterializedView.of(wanted, from.query())
                : NormalMaterializedView.of(wanted, desiredColumns);
        List<PropertyRules.Difference> properties = PropertyRules.between(
                wanted.statement().properties(), found.statement().properties());
        boolean fixed = properties.stream().anyMatch(p -> PropertyRules.isFixedOnMaterializedView(p.key()));
        if (!from.sameDataAs(to) || fixed) {
            changes.add(new Change.RebuildMaterializedView(
                    found,
                    wanted,
                    QueryEdits.of(
                            from,
                            to,
                            new QueryEdits.Texts(
                                    found.statement().query(),
                                    wanted.statement().query()),
                            properties)));
            return;
        }
        if (!from.refresh().equals(to.refresh())) {
            changes.add(new Change.SetRefresh(wanted.name(), from.refresh(), to.refresh()));
        }
        if (!properties.isEmpty()) {
            changes.add(setProperties(wanted.name(), properties));
        }
        if (!from.comments().equals(to.comments())) {
            findings.add(carried(wanted.name(), "StarRocks does not alter the comment of an MV"));
        }
    }

    private static Change setProperties(ModelName name, List<PropertyRules.Difference> differences) {
        List<Property> from = differences.stream()
                .map(PropertyRules.Difference::fromProperty)
                .flatMap(Optional::stream)
                .toList();
        List<Property> to =
                differences.stream().map(PropertyRules.Difference::toProperty).toList();
        return new Change.SetProperties(name, ModelKind.MATERIALIZED_VIEW, from, to);
    }

    private static Diagnostic carried(ModelName name, String why) {
        return Diagnostic.of(
                DdlCode.COMMENT_CARRIED, "the comment of '" + name + "' is carried with its next change: " + why);
    }
}
