// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.refresh;

import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.cli.server.TargetServer;
import dev.orrery.models.compile.Compilation;
import dev.orrery.refresher.run.RefreshListener;
import java.util.List;
import java.util.Optional;

/**
 * Where a person asks about refreshes. One process at a time has the run history of a project open: the one that keeps it
 * fresh ({@code serve}, a demo that stays up), or the command itself. Whichever it is, it answers the same questions.
 */
public sealed interface RefreshDesk extends AutoCloseable permits LocalDesk, RemoteDesk {
    /**
     * What is to be printed.
     *
     * @param exitCode a command's
     * @param result for stdout
     * @param remarks for stderr: findings, rendered
     */
    record Answer(int exitCode, String result, String remarks) {}

    /** A question, as it also travels between processes. */
    enum Question {
        STATUS,
        WHY,
        HISTORY,
        SQL,
        RUN
    }

    /**
     * Asks.
     *
     * @param words MVs of {@code WHY} and {@code RUN}, the number of {@code HISTORY}, the query of {@code SQL}
     */
    Answer ask(Question question, List<String> words);

    @Override
    void close();

    /**
     * The desk of the process that refreshes this project now, or of a refresher opened for this command alone.
     *
     * @param listener hears of refreshes that this process sends itself
     */
    static RefreshDesk open(
            ProjectFolder folder, Compilation compilation, TargetServer server, RefreshListener listener) {
        Optional<RunningDesk> running = RunningDesk.find(RunningDesk.announcement(folder, server.environment()));
        return running.isPresent()
                ? new RemoteDesk(running.get())
                : new LocalDesk(Refreshers.open(folder, compilation, server, listener));
    }
}
