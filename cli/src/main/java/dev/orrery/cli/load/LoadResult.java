// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.load;

import java.util.List;

/**
 * What a loader did until it ended.
 *
 * @param rowsThisRun rows sent to the server by this run, late and repeated ones aside
 * @param perSecond rows a second while rows flowed
 * @param late changes older than what their row already showed
 * @param repeated changes that had been delivered before
 * @param overtaken rows of a snapshot that came after a change of theirs: as many as the two happened to be read in that order
 * @param unrouted events of streams that the pipeline has no route for
 */
public record LoadResult(
        long rowsThisRun,
        double seconds,
        long perSecond,
        long late,
        long repeated,
        long overtaken,
        long unrouted,
        long deadLetters,
        String deadLetterFile,
        List<Table> tables) {
    public LoadResult {
        tables = List.copyOf(tables);
    }

    /** One table's share. */
    public record Table(String name, long upserts, long deletes, long deadLetters) {}
}
