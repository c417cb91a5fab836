// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.test;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.FileSpan;
import java.time.Duration;
import java.util.function.Function;

/**
 * How a test ended.
 *
 * @param at where the test is written
 */
public record Outcome(ModelName model, String name, FileSpan at, Duration took, Verdict verdict) {

    /** Passed or not, and why. */
    public sealed interface Verdict {
        <R> R match(
                Function<Passed, R> passed,
                Function<Failed, R> failed,
                Function<Broken, R> broken,
                Function<Skipped, R> skipped);
    }

    record Passed() implements Verdict {
        @Override
        public <R> R match(
                Function<Passed, R> passed,
                Function<Failed, R> failed,
                Function<Broken, R> broken,
                Function<Skipped, R> skipped) {
            return passed.apply(this);
        }
    }

    /**
     * Other rows than expected, or rows that break a data test.
     *
     * @param summary in a few words
     * @param table the rows
     */
    record Failed(String summary, String table) implements Verdict {
        @Override
        public <R> R match(
                Function<Passed, R> passed,
                Function<Failed, R> failed,
                Function<Broken, R> broken,
                Function<Skipped, R> skipped) {
            return failed.apply(this);
        }
    }

    /** The server refused, so that nothing is known. */
    record Broken(String reason) implements Verdict {
        @Override
        public <R> R match(
                Function<Passed, R> passed,
                Function<Failed, R> failed,
                Function<Broken, R> broken,
                Function<Skipped, R> skipped) {
            return broken.apply(this);
        }
    }

    /** There was nothing to run it on. */
    record Skipped(String reason) implements Verdict {
        @Override
        public <R> R match(
                Function<Passed, R> passed,
                Function<Failed, R> failed,
                Function<Broken, R> broken,
                Function<Skipped, R> skipped) {
            return skipped.apply(this);
        }
    }

    /** Whether the command may end well. */
    public boolean isGood() {
        return verdict.match(passed -> true, failed -> false, broken -> false, skipped -> true);
    }
}
