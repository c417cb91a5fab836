// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.run;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.refresher.history.WaveResult;

/** Hears of what happens, as it happens, on the thread that does it. */
public interface RefreshListener {
    RefreshListener SILENT = new RefreshListener() {};

    default void waveOpened(WaveResult wave) {}

    /** Its REFRESH is being sent. */
    default void started(long wave, ModelName mv, String reason) {}

    /** It has ended: refreshed, unchanged, failed, cancelled or blocked. */
    default void ended(long wave, WaveResult.Run run) {}

    default void waveEnded(WaveResult wave) {}
}
