// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.compile;

import dev.orrery.models.ModelCode;
import dev.orrery.models.analysis.TableNames;
import dev.orrery.models.catalog.ModelGraph;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.catalog.TargetLag;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.project.Layer;
import dev.orrery.models.project.Model;
import dev.orrery.models.project.Project;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What layers may hold and read, and that every managed MV has a target lag to live up to. */
final class LayerRules {
    private final Map<ModelName, Model> models;
    private final Collection<Model> inOrder;
    private final Map<ModelName, TableNames> names;
    private final ModelGraph graph;
    private final Set<ModelName> unknowable;
    private final Diagnostics diagnostics;

    LayerRules(
            Map<ModelName, Model> models,
            Collection<Model> inOrder,
            Map<ModelName, TableNames> names,
            ModelGraph graph,
            Set<ModelName> unknowable,
            Diagnostics diagnostics) {
        this.models = models;
        this.inOrder = inOrder;
        this.names = names;
        this.graph = graph;
        this.unknowable = unknowable;
        this.diagnostics = diagnostics;
    }

    void check() {
        // What stands on an MV is only known when everything could be read.
        boolean everythingIsKnown = !diagnostics.hasErrors();
        inOrder.forEach(model -> {
            reads(model);
            loaded(model);
            if (everythingIsKnown) {
                targetLag(model);
            }
        });
    }

    private void reads(Model model) {
        TableNames tables = names.get(model.name());
        if (tables == null) {
            return;
        }
        tables.places().forEach((name, at) -> {
            Model read = models.get(name);
            Layer layer = model.layer();
            if (read == null || layer.reads().contains(read.layer().name())) {
                return;
            }
            String allowed = layer.reads().isEmpty() ? "no layer" : String.join(", ", layer.reads());
            diagnostics.add(Diagnostic.at(
                            model.span(at),
                            ModelCode.LAYER_NOT_READ,
                            "layer '" + layer.name() + "' does not read layer '"
                                    + read.layer().name() + "'")
                    .withHelp("it reads " + allowed + ": see 'reads' of '" + layer.name() + "' in " + Project.FILE));
        });
    }

    private void loaded(Model model) {
        boolean table = model.kind() == ModelGraph.Kind.TABLE || model.kind() == ModelGraph.Kind.SEED;
        if (model.layer().loaded() && !table) {
            diagnostics.add(Diagnostic.at(
                            new FileSpan(model.text().file(), 0, 0),
                            ModelCode.LAYER_IS_LOADED,
                            "layer '" + model.layer().name() + "' is loaded: it holds tables, not a "
                                    + model.kind()
                                            .name()
                                            .toLowerCase(java.util.Locale.ROOT)
                                            .replace('_', ' '))
                    .withHelp("move the model to a layer that reads '"
                            + model.layer().name() + "'"));
        }
    }

    private void targetLag(Model model) {
        Optional<ModelGraph.Node> node = graph.find(model.name());
        boolean managed =
                node.filter(n -> n.refresh() == ModelGraph.Refresh.MANAGED).isPresent();
        // An MV that cannot be read may be the very one that stands on this one.
        if (!managed || !unknowable.isEmpty()) {
            return;
        }
        boolean downstream = node.flatMap(ModelGraph.Node::targetLag)
                .map(lag -> lag.match(within -> false, () -> true))
                .orElse(true);
        if (downstream && graph.downstreamMaterializedViews(model.name()).isEmpty()) {
            Optional<TargetLag> written = model.header().freshness().targetLag();
            FileSpan at = written.isPresent()
                    ? model.keySpan("target_lag")
                    : new FileSpan(model.text().file(), 0, 0);
            diagnostics.add(Diagnostic.at(
                            at,
                            ModelCode.TARGET_LAG_MISSING,
                            "no materialized view stands on '" + model.name() + "', so it needs a target lag")
                    .withHelp("write target_lag: 10 minutes in its header, or a target_lag for layer '"
                            + model.layer().name() + "' in " + Project.FILE));
        }
    }
}
