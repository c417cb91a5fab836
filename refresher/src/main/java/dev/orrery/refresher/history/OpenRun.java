// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.history;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.refresher.decide.Cut;
import dev.orrery.refresher.decide.RunState;
import java.time.Instant;
import java.util.Optional;

/**
 * A run that was announced and has not ended.
 *
 * @param queryId empty when nobody wrote down what the server answered
 * @param seenQueryId the newest run of the task that was there before; empty when there was none
 */
public record OpenRun(
        long wave,
        ModelName mv,
        RunState state,
        String taskName,
        Optional<String> queryId,
        Optional<String> seenQueryId,
        Cut cut,
        Instant cutAt,
        Instant submittedAt) {}
