// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.compile;

import dev.orrery.models.analysis.Flow;
import dev.orrery.models.analysis.Origin;
import dev.orrery.models.analysis.OutputColumn;
import dev.orrery.models.analysis.QueryAnalysis;
import dev.orrery.models.analysis.StatementAnalysis;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.lineage.Lineage;
import java.util.ArrayList;
import java.util.List;

/** Collects the edges of each definition's columns. */
final class LineageEdges {
    private final List<Lineage.Edge> edges = new ArrayList<>();

    void add(StatementAnalysis analysis) {
        ModelName name = analysis.definition().name();
        List<Column> columns = analysis.definition().columns();
        analysis.generated()
                .forEach((column, origins) -> origins.flows()
                        .forEach((from, flow) ->
                                edges.add(new Lineage.Edge(from, new Origin(name, column), Flow.TRANSFORMED))));
        if (analysis.query().isEmpty()) {
            return;
        }
        QueryAnalysis query = analysis.query().get();
        for (int i = 0; i < Math.min(columns.size(), query.columns().size()); i++) {
            Origin to = new Origin(name, columns.get(i).name());
            OutputColumn output = query.columns().get(i);
            output.origins().flows().forEach((from, flow) -> edges.add(new Lineage.Edge(from, to, flow)));
            query.influence().flows().keySet().forEach(from -> edges.add(new Lineage.Edge(from, to, Flow.INFLUENCE)));
        }
    }

    List<Lineage.Edge> edges() {
        return edges;
    }
}
