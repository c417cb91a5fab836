// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.run;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.refresher.RefresherCode;
import dev.orrery.refresher.decide.RefreshGraph;
import dev.orrery.refresher.decide.RunState;
import dev.orrery.refresher.decide.Targets;
import dev.orrery.refresher.decide.Times;
import dev.orrery.refresher.history.WaveResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a person has to know of a wave, or of targets, as diagnostics. */
public final class Findings {
    private Findings() {}

    /** ORR-R001 for each MV whose refresh failed or was cancelled, and each that could not be started for a reason of its own. */
    public static List<Diagnostic> of(WaveResult wave) {
        return wave.runs().stream()
                .filter(run -> run.state()
                        .filter(state -> state == RunState.FAILED
                                || state == RunState.CANCELLED
                                || (state == RunState.BLOCKED && run.blockedBy().isEmpty()))
                        .isPresent())
                .map(run -> finding(wave, run))
                .toList();
    }

    private static Diagnostic finding(WaveResult wave, WaveResult.Run run) {
        long blocked = wave.runs().stream()
                .filter(other -> other.blockedBy().equals(java.util.Optional.of(run.mv())))
                .count();
        String why = run.error().filter(error -> !error.isBlank()).orElse(run.reason());
        return Diagnostic.of(
                        RefresherCode.REFRESH_FAILED,
                        "'" + run.mv() + "' was not refreshed: " + why
                                + (blocked == 0 ? "" : "; " + blocked + " MVs that stand on it wait"))
                .withHelp("`orrery refresh why " + run.mv() + "` tells what happens next"
                        + run.queryId()
                                .map(id -> "; StarRocks knows the run as '" + id + "'")
                                .orElse(""));
    }

    /** ORR-R101 for each MV that takes longer than the targets above it leave. */
    public static List<Diagnostic> ofTargets(RefreshGraph graph, Map<ModelName, Duration> expected) {
        Targets targets = Targets.of(graph, expected);
        return Targets.infeasible(graph, expected).entrySet().stream()
                .map(late -> Diagnostic.of(
                                RefresherCode.TARGET_INFEASIBLE,
                                "'" + late.getKey() + "' takes up to " + Times.text(late.getValue())
                                        + " to refresh, and the target lags leave it "
                                        + targets.of(late.getKey())
                                                .map(Times::text)
                                                .orElse("nothing"))
                        .withHelp("raise the target_lag of the MV or of those that stand on it, or make it cheaper"))
                .toList();
    }
}
