// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.refresh;

import dev.orrery.cli.terminal.Progress;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.refresher.history.WaveResult;
import dev.orrery.refresher.run.RefreshListener;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Shows which MVs are being refreshed, in one moving line. */
public final class WaveLines implements RefreshListener {
    private final Progress progress;
    private final SortedSet<ModelName> running = new TreeSet<>();

    public WaveLines(Progress progress) {
        this.progress = progress;
    }

    @Override
    public void started(long wave, ModelName mv, String reason) {
        running.add(mv);
        show();
    }

    @Override
    public void ended(long wave, WaveResult.Run run) {
        running.remove(run.mv());
        show();
    }

    private void show() {
        progress.at("  refreshing " + running.stream().map(ModelName::toString).collect(Collectors.joining(", ")));
    }
}
