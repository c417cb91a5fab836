// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.run;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.EnvironmentException;
import dev.orrery.models.diagnostic.Nearest;
import dev.orrery.refresher.RefresherCode;
import dev.orrery.refresher.decide.Cause;
import dev.orrery.refresher.decide.RefreshGraph;
import dev.orrery.refresher.history.WaveResult;
import dev.orrery.refresher.run.RefreshLoop.Opening;
import dev.orrery.starrocks.ServerException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refreshes the MVs of a project: all that is new at once with {@link #runOnce}, or by their target lags from {@link #start} until
 * {@link #close}. The run history and the server belong to whoever made them.
 */
public final class Refresher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Refresher.class);

    private final RefresherSetup setup;
    private final RefreshLoop loop;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicReference<@Nullable String> trouble = new AtomicReference<>();
    private @Nullable Triggers triggers;

    public Refresher(RefresherSetup setup) {
        this.setup = setup;
        this.loop = new RefreshLoop(
                setup.graph(),
                setup.server(),
                setup.history(),
                setup.leases(),
                setup.policy(),
                setup.clock(),
                setup.listener());
    }

    /**
     * Refreshes whatever would change by it, in one wave, and waits for its end. Waves that an earlier process left behind are
     * brought to their end before.
     *
     * @param cause for people: why it was asked for
     */
    public WaveResult runOnce(String cause) {
        return runOnce(cause, all());
    }

    /** The same for some MVs and all that is upstream of them. */
    public WaveResult runOnce(String cause, Set<ModelName> mvs) {
        mvs.forEach(this::require);
        try {
            while (!loop.turn(Opening.NONE).isEmpty()) {
                setup.pause().pause(setup.poll());
            }
            long wave = loop.open(Cause.request(cause), mvs);
            while (true) {
                loop.turn(Opening.NONE);
                Optional<WaveResult> result = setup.history()
                        .wave(wave)
                        .filter(found -> found.endedAt().isPresent());
                if (result.isPresent()) {
                    return result.get();
                }
                setup.pause().pause(setup.poll());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while MVs were refreshed; the next run goes on", e);
        }
    }

    /** Starts to keep target lags, on threads of its own. */
    public synchronized void start() {
        if (triggers == null) {
            closing.set(false);
            triggers = Triggers.start(this, setup.tick());
        }
    }

    /** One look whether something is due; if so, stays until the waves have ended. */
    void tick() {
        try {
            while (!loop.turn(Opening.WHEN_DUE).isEmpty() && !closing.get()) {
                setup.pause().pause(setup.poll());
            }
            if (trouble.getAndSet(null) != null) {
                LOG.warn("the server answers again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (EnvironmentException | ServerException e) {
            // Every tick fails until the server is back: one line for that, and one when it is.
            if (!String.valueOf(e.getMessage()).equals(trouble.getAndSet(String.valueOf(e.getMessage())))) {
                LOG.warn("nothing is refreshed at the moment, every tick tries again: {}", e.getMessage());
            }
        }
    }

    /** Forgets what is older than the history is kept. */
    void prune() {
        int waves = setup.history().prune(setup.clock().instant().minus(setup.keep()));
        LOG.info("{} waves are older than {} and were forgotten", waves, setup.keep());
    }

    /** Every MV against its target, in the order of names. Asks the server. */
    public List<Freshness> freshness() {
        return loop.assess().all().stream().map(Freshness::of).toList();
    }

    /**
     * Why an MV is refreshed now, or is not. Asks the server, changes nothing.
     *
     * @throws DiagnosticException ORR-R003 when there is no such managed MV
     */
    public Explanation why(ModelName mv) {
        require(mv);
        return loop.explain(mv);
    }

    /** The newest waves, newest first. */
    public List<WaveResult> waves(int count) {
        return setup.history().waves(count);
    }

    /** Stops looking; what runs on the server goes on there, and is found again by the next refresher. */
    @Override
    public synchronized void close() {
        closing.set(true);
        if (triggers != null) {
            triggers.close();
            triggers = null;
        }
    }

    private Set<ModelName> all() {
        return setup.graph().inOrder().stream().map(RefreshGraph.Node::name).collect(Collectors.toSet());
    }

    private void require(ModelName mv) {
        if (setup.graph().find(mv).isEmpty()) {
            Diagnostic unknown = Diagnostic.of(
                            RefresherCode.UNKNOWN_MV, "'" + mv + "' is no materialized view that Orrery refreshes")
                    .withHelp(
                            "`orrery refresh status` lists them; an MV with a REFRESH clause is refreshed by StarRocks");
            throw new DiagnosticException(Nearest.hint(
                            mv.toString(),
                            all().stream().map(ModelName::toString).toList())
                    .map(unknown::withHint)
                    .orElse(unknown));
        }
    }
}
