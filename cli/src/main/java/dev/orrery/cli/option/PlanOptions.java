// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.option;

import dev.orrery.cli.deploy.Site;
import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.ddl.deploy.Deployment;
import dev.orrery.ddl.deploy.Planned;
import dev.orrery.ddl.diff.Desired;
import dev.orrery.ddl.diff.Destructive;
import dev.orrery.ddl.plan.PlanText;
import dev.orrery.ddl.seed.Seed;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.compile.Compilation;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedSet;
import java.util.TreeSet;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a plan is made of and how it is shown: the same words on {@code plan} and {@code apply} mean the same plan. */
public final class PlanOptions {
    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Option(names = "--allow-destructive", description = "Also what takes rows away.")
    private boolean destructive;

    @Option(names = "--adopt", description = "Take over objects that somebody else made under the name of a model.")
    private boolean adopt;

    @Option(names = "--verbose", description = "Shows in full how queries change.")
    private boolean verbose;

    /**
     * Compares what an environment builds with its server: without a selection all of it, else these models, and all others as they are.
     *
     * @param seeds all of those models
     */
    public Planned plan(ProjectFolder folder, Site site, List<Seed> seeds, Deployment deployment) {
        // Models are selected by the project's names; where they are here, the environment knows.
        SortedSet<ModelName> selected = new TreeSet<>(site.here().models().keySet());
        selected.retainAll(
                site.placement().names(selection.of(folder, site.placement().whole())));
        Desired all = site.desired();
        Desired desired = selection.isEverything() ? all : deployment.only(all, selected);
        return deployment.plan(
                adopt ? desired.adopt() : desired,
                seeds.stream().filter(seed -> selected.contains(seed.table())).toList(),
                destructive ? Destructive.ALLOWED : Destructive.WITHHELD);
    }

    /** The models that were named, by the project's names; all where none is. */
    public NavigableSet<ModelName> selected(ProjectFolder folder, Compilation compilation) {
        return selection.of(folder, compilation);
    }

    /** As {@link #plan}, of every model whatever is selected. */
    public Planned planAll(Site site, List<Seed> seeds) {
        Desired desired = site.desired();
        return site.deployment()
                .plan(
                        adopt ? desired.adopt() : desired,
                        seeds,
                        destructive ? Destructive.ALLOWED : Destructive.WITHHELD);
    }

    public PlanText.Detail detail() {
        return verbose ? PlanText.Detail.FULL : PlanText.Detail.SHORT;
    }
}
