// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.compile;

import dev.orrery.models.catalog.ModelGraph;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.catalog.TargetLag;
import dev.orrery.models.project.Model;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import java.util.Optional;
import java.util.SortedSet;

/** How a model stands in the graph: its target lag and who refreshes it. */
final class Freshness {
    private final Model model;

    Freshness(Model model) {
        this.model = model;
    }

    ModelGraph.Node node(SortedSet<ModelName> reads) {
        boolean refreshed = model.kind() == ModelGraph.Kind.MATERIALIZED_VIEW;
        return new ModelGraph.Node(
                model.name(),
                model.kind(),
                reads,
                refreshed ? Optional.of(own().orElse(new TargetLag.Downstream())) : Optional.empty(),
                refreshed ? refresh() : ModelGraph.Refresh.NONE);
    }

    /** Its header's, else its layer's. */
    Optional<TargetLag> own() {
        return model.header().freshness().targetLag().or(() -> model.layer().targetLag());
    }

    /** A REFRESH clause other than MANUAL leaves the MV to StarRocks' own timer. */
    private ModelGraph.Refresh refresh() {
        Optional<ModelGraph.Refresh> written = model.header().freshness().refresh();
        if (written.isPresent()) {
            return written.get();
        }
        boolean timer = model.statement() instanceof CreateMaterializedView view
                && view.refresh()
                        .filter(refresh -> refresh.scheme() != CreateMaterializedView.RefreshScheme.MANUAL)
                        .isPresent();
        return timer ? ModelGraph.Refresh.NATIVE : ModelGraph.Refresh.MANAGED;
    }
}
