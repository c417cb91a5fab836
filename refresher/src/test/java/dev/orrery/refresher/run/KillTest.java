// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.run;

import static dev.orrery.refresher.run.Models.name;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.refresher.history.WaveResult;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The refresher dies before and after each statement that it sends, and before each line that it writes down. */
@Tag("slow")
class KillTest {
    private static final class Killed extends Error {
        Killed() {
            super("killed", null, false, false);
        }
    }

    /** Dies at the n-th boundary, once. */
    private static final class Death {
        private final AtomicInteger left;

        Death(int boundary) {
            left = new AtomicInteger(boundary);
        }

        void comes() {
            if (left.decrementAndGet() == 0) {
                throw new Killed();
            }
        }

        boolean isOver() {
            return left.get() <= 0;
        }
    }

    @Test
    void wherever_it_dies_the_next_one_brings_every_intent_to_exactly_one_end() {
        try (Rig rig = new Rig(Models.diamond())) {
            rig.runOnce();
            int boundary = 1;
            while (diesAt(rig, boundary)) {
                boundary++;
            }
            assertThat(boundary).as("boundaries of a wave of four MVs").isGreaterThan(60);
        }
    }

    /** Returns whether there was such a boundary. */
    private static boolean diesAt(Rig rig, int boundary) {
        rig.server.load(name("ods.txn"));
        Death death = new Death(boundary);
        rig.server.atBoundary(death::comes);
        rig.clock.beforeReading(death::comes);
        boolean died = false;
        try {
            rig.refresher().runOnce("first life");
        } catch (Killed e) {
            died = true;
        }
        rig.server.atBoundary(() -> {});
        rig.clock.beforeReading(() -> {});
        assertThat(died).isEqualTo(death.isOver());

        WaveResult second = rig.refresher().runOnce("second life");
        assertThat(second.isGood()).isTrue();
        checkHistory(rig, boundary);
        rig.graph
                .inOrder()
                .forEach(node -> assertThat(rig.server.isUpToDate(node.name()))
                        .as(node.name() + " after a death at " + boundary)
                        .isTrue());
        return died;
    }

    private static void checkHistory(Rig rig, int boundary) {
        List<WaveResult> waves = rig.history.waves(2);
        assertThat(rig.history.openRuns())
                .as("open runs after a death at " + boundary)
                .isEmpty();
        assertThat(waves).allSatisfy(wave -> {
            assertThat(wave.endedAt()).isPresent();
            assertThat(wave.runs()).extracting(WaveResult.Run::mv).doesNotHaveDuplicates();
            assertThat(wave.runs()).allSatisfy(run -> {
                assertThat(run.state().orElseThrow().isGood()).isTrue();
                // One more than once only where the sender died between sending and writing it down.
                assertThat(run.refreshesSent()).isLessThanOrEqualTo(2);
                assertThat(run.queryId().isPresent()).isEqualTo(run.refreshesSent() > 0);
            });
        });
        long sentTwice = waves.stream()
                .flatMap(wave -> wave.runs().stream())
                .filter(run -> run.refreshesSent() > 1)
                .count();
        assertThat(sentTwice).isLessThanOrEqualTo(1);
    }
}
