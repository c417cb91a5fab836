// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orrery.loader.job.PipelineJob;
import dev.orrery.loader.run.JobView.Counts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Tells how far a run is, whenever that changes. */
final class Progress {
    private static final String UPSERTS = PipelineJob.UPSERTS;
    private static final String DELETES = PipelineJob.DELETES;
    private static final String DEAD = PipelineJob.DEAD;
    private static final String RESTORED = PipelineJob.RESTORED;

    private final Events events;
    private final Clock clock;
    private final List<String> tables;
    private final Map<String, Long> told = new TreeMap<>();
    private Optional<Instant> begun = Optional.empty();
    private long toldCheckpoint;
    private Counts last = Counts.NONE;

    Progress(Events events, Clock clock, List<String> tables) {
        this.events = events;
        this.clock = clock;
        this.tables = List.copyOf(tables);
    }

    void update(Counts counts, Optional<JobView.Checkpoint> checkpoint) {
        // A job that restarts has no counts for a moment.
        if (!counts.byName().isEmpty()) {
            last = counts;
            tables.forEach(table -> table(table, counts));
        }
        checkpoint.filter(c -> c.number() > toldCheckpoint).ifPresent(c -> {
            toldCheckpoint = c.number();
            events.tell("checkpoint", line -> line.put("number", c.number()).put("millis", c.millis()));
        });
    }

    private void table(String table, Counts counts) {
        long rows = rows(counts, table);
        long deadLetters = counts.get(DEAD + table);
        long thisRun = rows - restored(counts, table);
        if (thisRun > 0 && begun.isEmpty()) {
            begun = Optional.of(clock.instant());
        }
        long seen = thisRun + deadLetters - counts.get(RESTORED + DEAD + table);
        Long before = told.put(table, seen);
        if (seen == (before == null ? 0 : before)) {
            return;
        }
        events.tell(
                "progress",
                line -> line.put("table", table)
                        .put("rows", rows)
                        .put("rowsThisRun", thisRun)
                        .put("deadLetters", deadLetters)
                        .put("perSecond", Math.round(thisRun / seconds())));
    }

    private static long rows(Counts counts, String table) {
        return counts.get(UPSERTS + table) + counts.get(DELETES + table);
    }

    private static long restored(Counts counts, String table) {
        return counts.get(RESTORED + UPSERTS + table) + counts.get(RESTORED + DELETES + table);
    }

    private double seconds() {
        return begun.map(b -> Math.max(0.1, Duration.between(b, clock.instant()).toMillis() / 1000.0))
                .orElse(0.1);
    }

    /** The sum of everything, once, at the end. */
    void finished(String deadLetterFile) {
        Counts counts = last;
        events.tell("finished", line -> {
            long rows = tables.stream().mapToLong(t -> rows(counts, t)).sum();
            long before = tables.stream().mapToLong(t -> restored(counts, t)).sum();
            long deadLetters = counts.under(DEAD).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            line.put("rows", rows)
                    .put("rowsThisRun", rows - before)
                    .put("seconds", seconds())
                    .put("perSecond", Math.round((rows - before) / seconds()))
                    .put("late", counts.get(PipelineJob.LATE))
                    .put("repeated", counts.get(PipelineJob.REPEATED))
                    .put("overtaken", counts.get(PipelineJob.OVERTAKEN))
                    .put("deadLetters", deadLetters)
                    .put("deadLetterFile", deadLetterFile);
            ObjectNode unrouted = line.putObject("unrouted");
            counts.under(PipelineJob.UNROUTED).forEach(unrouted::put);
            ArrayNode each = line.putArray("tables");
            for (String table : tables) {
                each.addObject()
                        .put("table", table)
                        .put("upserts", counts.get(UPSERTS + table))
                        .put("deletes", counts.get(DELETES + table))
                        .put("rowsThisRun", rows(counts, table) - restored(counts, table))
                        .put("deadLetters", counts.get(DEAD + table));
            }
        });
    }
}
