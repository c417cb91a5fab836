// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.compile;

import dev.orrery.models.analysis.OutputColumn;
import dev.orrery.models.analysis.QueryAnalysis;
import dev.orrery.models.analysis.StatementAnalysis;
import dev.orrery.models.analysis.origin.Flow;
import dev.orrery.models.analysis.origin.Origin;
import dev.orrery.models.analysis.origin.Origins;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.lineage.Lineage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the columns of one model are made of: all that is kept of an analysis for lineage, until somebody asks.
 *
 * @param columns of a view or MV, in order
 * @param values what each of {@code columns} is made of
 * @param influence of filters, joins and groups, on every one of {@code columns}
 * @param generated what each generated column of a table is made of
 */
record ColumnOrigins(
        ModelName model,
        List<String> columns,
        List<Origins> values,
        Origins influence,
        Map<String, Origins> generated) {

    static ColumnOrigins of(StatementAnalysis analysis) {
        List<OutputColumn> outputs =
                analysis.query().map(QueryAnalysis::columns).orElse(List.of());
        List<Column> columns = analysis.definition().columns();
        int both = Math.min(columns.size(), outputs.size());
        return new ColumnOrigins(
                analysis.definition().name(),
                columns.subList(0, both).stream().map(Column::name).toList(),
                outputs.subList(0, both).stream().map(OutputColumn::origins).toList(),
                analysis.query().map(QueryAnalysis::influence).orElse(Origins.NONE),
                analysis.generated());
    }

    List<Lineage.Edge> edges() {
        List<Lineage.Edge> edges = new ArrayList<>();
        generated.forEach((column, origins) -> {
            Origin to = new Origin(model, column);
            origins.columns().forEach(from -> edges.add(new Lineage.Edge(from, to, Flow.TRANSFORMED)));
        });
        for (int i = 0; i < columns.size(); i++) {
            Origin to = new Origin(model, columns.get(i));
            values.get(i).flows().forEach((from, flow) -> edges.add(new Lineage.Edge(from, to, flow)));
            influence.columns().forEach(from -> edges.add(new Lineage.Edge(from, to, Flow.INFLUENCE)));
        }
        return edges;
    }
}
