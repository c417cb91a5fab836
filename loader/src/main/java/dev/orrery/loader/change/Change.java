// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.change;

/**
 * A row that has to be written or deleted. Flink sends it from decoder to sink.
 *
 * @param target number of the table among those of the job
 * @param key table and primary key, the same text for the same row
 * @param position where the row's history stands after this, see {@link Position}
 * @param row the JSON object that the server takes, {@code __op} included
 */
public record Change(int target, String key, String position, Op op, String row) {

    /** What to do with the row. */
    public enum Op {
        UPSERT,
        DELETE
    }
}
