// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.refresh;

import dev.orrery.embedded.engine.Engine;
import dev.orrery.embedded.engine.StoredMaterializedView;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.sql.tree.CreateMaterializedView.Refresh;
import dev.orrery.models.sql.tree.CreateMaterializedView.RefreshScheme;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Literal;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the refreshes that MVs ask for themselves: {@code ASYNC EVERY}, and {@code ASYNC} after each load. Keeps dynamic partitions, too. */
public final class RefreshClock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RefreshClock.class);
    private static final long TICK_SECONDS = 1;

    /** dynamic_partition_check_interval_seconds of a front end. */
    private static final Duration PARTITION_CHECK = Duration.ofMinutes(10);

    private final Engine engine;
    private final Refreshes refreshes;
    private final Map<Long, LocalDateTime> last = new HashMap<>();
    private final Map<Long, Map<Long, Long>> seen = new HashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "mv-clock");
        thread.setDaemon(true);
        return thread;
    });

    private LocalDateTime partitionsKept = LocalDateTime.MIN;

    private RefreshClock(Engine engine, Refreshes refreshes) {
        this.engine = engine;
        this.refreshes = refreshes;
    }

    public static RefreshClock start(Engine engine, Refreshes refreshes) {
        RefreshClock clock = new RefreshClock(engine, refreshes);
        var unused = clock.timer.scheduleWithFixedDelay(clock::tick, TICK_SECONDS, TICK_SECONDS, TimeUnit.SECONDS);
        return clock;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void tick() {
        try {
            if (now().isAfter(partitionsKept.plus(PARTITION_CHECK))) {
                partitionsKept = now();
                engine.definitions().keepDynamicPartitions();
            }
            for (StoredMaterializedView view : engine.catalog().materializedViews()) {
                boolean own = view.active()
                        && view.statement()
                                .refresh()
                                .filter(r -> r.scheme() == RefreshScheme.ASYNC)
                                .isPresent();
                if (own && due(view, view.statement().refresh().orElseThrow())) {
                    last.put(view.id(), now());
                    var unused = refreshes.submit(
                            view,
                            RefreshRequest.SCHEDULED,
                            "insert overwrite `" + view.name().name() + "` " + view.queryText());
                }
            }
        } catch (SQLException | ServerError | RuntimeException e) {
            LOG.warn("MVs that refresh themselves could not be looked after", e);
        }
    }

    private boolean due(StoredMaterializedView view, Refresh refresh) throws SQLException {
        if (refresh.every().isEmpty()) {
            return loaded(view);
        }
        LocalDateTime first = refresh.start().map(RefreshClock::parse).orElse(view.created());
        LocalDateTime before = last.computeIfAbsent(view.id(), id -> first.isAfter(now()) ? first : now());
        LocalDateTime next = before.plus(interval(refresh.every().get()));
        return !now().isBefore(first) && !now().isBefore(next);
    }

    /** Something that it reads was loaded since the last look. */
    private boolean loaded(StoredMaterializedView view) throws SQLException {
        Map<Long, Long> versions = engine.baseVersions(view);
        Map<Long, Long> before = seen.put(view.id(), versions);
        return before == null ? !versions.equals(view.baseVersions()) : !before.equals(versions);
    }

    private static LocalDateTime parse(String text) {
        try {
            return LocalDateTime.parse(text.strip().replace(' ', 'T'));
        } catch (DateTimeException e) {
            return LocalDateTime.MIN;
        }
    }

    private static Duration interval(Literal.Interval every) {
        long amount = number(every.amount());
        return switch (every.unit().toUpperCase(Locale.ROOT)) {
            case "DAY" -> Duration.ofDays(amount);
            case "HOUR" -> Duration.ofHours(amount);
            case "MINUTE" -> Duration.ofMinutes(amount);
            default -> Duration.ofSeconds(amount);
        };
    }

    private static long number(Expression amount) {
        return amount instanceof Literal.Numeric number ? Long.parseLong(number.text()) : 1;
    }

    private LocalDateTime now() {
        return LocalDateTime.now(engine.clock());
    }
}
