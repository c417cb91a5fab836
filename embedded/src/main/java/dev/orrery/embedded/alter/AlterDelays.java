// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.alter;

import dev.orrery.models.catalog.ModelName;
import java.time.Duration;
import java.util.Optional;

/** Makes schema changes last, for tests of those who wait for them. */
public interface AlterDelays {
    AlterDelays NONE = table -> Optional.empty();

    /**
     * How long the next change of the table takes, and what becomes of it.
     *
     * @return empty for one that is done when it is answered
     */
    Optional<Delay> next(ModelName table);

    /** A change that lasts. */
    record Delay(Duration duration, Outcome outcome) {}

    /** FAIL cancels the job at its end, as a server does that cannot carry it out. */
    enum Outcome {
        FINISH,
        FAIL
    }
}
