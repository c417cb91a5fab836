// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.plan;

/**
 * What a step has to move.
 *
 * @param doing what is done with it
 * @param of whose it is, in words; empty where that is the step's own object
 */
public record Weight(Doing doing, Volume volume, String of) {
    /** What is done with rows. */
    public enum Doing {
        COPIES("copies"),
        REWRITES("rewrites"),
        READS("reads"),
        LOSES("loses");

        private final String word;

        Doing(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** Beside the cost, which tells what is done: {@code 42 rows}, {@code reads 1,200 rows, 3.4 MB of ods.txn}. */
    public String words() {
        return switch (doing) {
            case READS -> doing.word() + " " + volume.words() + " of " + of;
            case LOSES -> of.isEmpty() ? volume.words() : of + " of " + volume.words();
            case COPIES, REWRITES -> volume.words();
        };
    }
}
