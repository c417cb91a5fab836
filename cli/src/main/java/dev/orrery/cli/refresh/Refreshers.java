// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.refresh;

import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.cli.server.Announcement;
import dev.orrery.cli.server.TargetServer;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.compile.Compilation;
import dev.orrery.refresher.decide.RefreshGraph;
import dev.orrery.refresher.history.RunHistory;
import dev.orrery.refresher.run.RefreshListener;
import dev.orrery.refresher.run.Refresher;
import dev.orrery.refresher.run.RefresherSetup;
import dev.orrery.starrocks.Leases;
import dev.orrery.starrocks.StarRocks;
import dev.orrery.starrocks.StateDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A project's refresher with all that it needs, closed together. */
public final class Refreshers implements AutoCloseable {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofMillis(100);

    private final StarRocks starRocks;
    private final RunHistory history;
    private final Refresher refresher;
    private final Announcement announced;
    private @Nullable DeskServer desk;

    private Refreshers(StarRocks starRocks, RunHistory history, Refresher refresher, Announcement announced) {
        this.announced = announced;
        this.starRocks = starRocks;
        this.history = history;
        this.refresher = refresher;
    }

    public static Refreshers open(
            ProjectFolder folder, Compilation compilation, TargetServer server, RefreshListener listener) {
        Clock clock = Clock.systemUTC();
        SortedMap<ModelName, String> definitions = compilation.statements();
        StarRocks starRocks = server.connect();
        try {
            RunHistory history = RunHistory.inFile(history(folder, server.environment()), clock);
            Leases leases = new Leases(
                    new StateDatabase(starRocks, compilation.project().name(), server.environment()), clock);
            RefresherSetup setup = RefresherSetup.of(
                            RefreshGraph.of(compilation.graph(), definitions), starRocks, history, clock)
                    .with(leases)
                    .with(listener)
                    .withTick(TICK)
                    .withPoll(POLL);
            return new Refreshers(
                    starRocks, history, new Refresher(setup), RunningDesk.announcement(folder, server.environment()));
        } catch (RuntimeException e) {
            starRocks.close();
            throw e;
        }
    }

    /** Where the run history of an environment lies; H2 adds {@code .mv.db}. */
    public static Path history(ProjectFolder folder, String environment) {
        return folder.local().resolve("refresher").resolve(environment);
    }

    public Refresher refresher() {
        return refresher;
    }

    public RunHistory history() {
        return history;
    }

    /** From now on other processes can ask this one, until it is closed. */
    public void letOthersAsk() {
        desk = DeskServer.start(announced, this);
    }

    @Override
    public void close() {
        try (starRocks;
                history) {
            if (desk != null) {
                desk.close();
            }
            refresher.close();
        }
    }
}
