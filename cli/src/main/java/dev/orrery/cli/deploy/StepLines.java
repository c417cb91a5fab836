// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.deploy;

import dev.orrery.cli.terminal.Figures;
import dev.orrery.cli.terminal.Progress;
import dev.orrery.ddl.changelog.Changelog.ChangeSetId;
import dev.orrery.ddl.deploy.DeployListener;
import dev.orrery.ddl.seed.Seed;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Shows the steps of a deployment while it runs: one moving line, and what was undone as lines that stay. */
public final class StepLines implements DeployListener {
    private final Progress progress;

    private final BooleanSupplier stops;

    public StepLines(Progress progress) {
        this(progress, () -> false);
    }

    /**
     * @param stops whether to end before the next step
     */
    public StepLines(Progress progress, BooleanSupplier stops) {
        this.progress = progress;
        this.stops = stops;
    }

    @Override
    public boolean stops() {
        return stops.getAsBoolean();
    }

    @Override
    public void started(ChangeSetId step, int total) {
        progress.at("  " + step.step() + "/" + total + " " + step.subject() + ": " + step.action());
    }

    @Override
    public void waits(ChangeSetId step, int total, String state) {
        progress.at("  " + step.step() + "/" + total + " " + step.subject() + ": " + step.action() + ", " + state);
    }

    @Override
    public void finished(ChangeSetId step, int total, Duration took) {}

    @Override
    public void loaded(Seed seed) {
        progress.done("seed " + seed.table() + ": " + Figures.count(seed.rows().size(), "row"));
    }

    @Override
    public void undone(ChangeSetId step, Duration took) {
        progress.done("undone: " + step.subject() + ": " + step.action() + " (" + Figures.duration(took) + ")");
    }
}
