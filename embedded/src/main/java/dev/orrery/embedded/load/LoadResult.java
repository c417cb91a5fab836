// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load;

import dev.orrery.embedded.load.rows.RowCounts;
import java.util.Optional;

/**
 * What a load has done so far.
 *
 * @param errorLog name of the report of its bad rows
 */
record LoadResult(
        RowCounts counts,
        long bytes,
        long receiveMillis,
        long writeMillis,
        long commitMillis,
        Optional<String> errorLog) {
    static final LoadResult NONE = new LoadResult(RowCounts.NONE, 0, 0, 0, 0, Optional.empty());

    LoadResult received(long moreBytes, long millis) {
        return new LoadResult(counts, bytes + moreBytes, receiveMillis + millis, writeMillis, commitMillis, errorLog);
    }

    LoadResult converted(RowCounts rows, long millis, Optional<String> log) {
        return new LoadResult(rows, bytes, receiveMillis, millis, commitMillis, log);
    }

    LoadResult committed(long millis) {
        return new LoadResult(counts, bytes, receiveMillis, writeMillis, millis, errorLog);
    }

    long totalMillis() {
        return receiveMillis + writeMillis + commitMillis;
    }
}
