// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.EnvironmentException;
import dev.orrery.refresher.decide.Cause;
import dev.orrery.refresher.decide.Cut;
import dev.orrery.refresher.decide.Failure;
import dev.orrery.refresher.decide.History;
import dev.orrery.refresher.decide.Observations.RootVersion;
import dev.orrery.refresher.decide.RefreshGraph;
import dev.orrery.refresher.decide.RunState;
import dev.orrery.refresher.run.ManualClock;
import dev.orrery.refresher.run.Models;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunHistoryTest {
    private static final ModelName BASE = Models.name("dws.base");
    private static final ModelName DAY = Models.name("dws.branch_day");

    private final ManualClock clock = new ManualClock();
    private final RefreshGraph graph = RefreshGraph.of(Models.diamond());

    @TempDir
    private Path folder;

    @Test
    void what_was_written_is_there_after_a_restart() {
        Path file = folder.resolve("refresher/history");
        long wave;
        try (RunHistory history = RunHistory.inFile(file, clock)) {
            wave = history.openWave(Cause.request("test"), graph, graph.withUpstream(List.of(DAY)));
            history.intend(wave, BASE, cut("i"), clock.instant(), "mv-1", Optional.of("q0"), "new");
        }
        try (RunHistory history = RunHistory.inFile(file, clock)) {
            History loaded = history.load();
            assertThat(loaded.openWaves()).singleElement().satisfies(open -> {
                assertThat(open.id()).isEqualTo(wave);
                assertThat(open.members()).containsEntry(BASE, Optional.of(RunState.INTENDED));
                assertThat(open.members()).containsEntry(DAY, Optional.empty());
            });
            OpenRun run = history.openRuns().get(0);
            assertThat(run.seenQueryId()).contains("q0");
            assertThat(run.cut()).isEqualTo(cut("i"));
            clock.advance(Duration.ofSeconds(3));
            history.submitted(wave, BASE, "q1");
            history.refreshed(run);
            assertThat(Objects.requireNonNull(history.load().materializedViews().get(BASE))
                            .success()
                            .orElseThrow()
                            .cut())
                    .isEqualTo(cut("i"));
            assertThat(history.wave(wave).orElseThrow().runs().get(0).duration())
                    .contains(Duration.ofSeconds(3));
        }
    }

    @Test
    void a_second_process_is_told_that_the_file_is_taken() throws Exception {
        Path file = folder.resolve("history");
        try (RunHistory history = RunHistory.inFile(file, clock)) {
            Process other = process(OtherProcess.class, file);
            String output = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(other.waitFor()).as(output).isZero();
            assertThat(output).contains("ORR-R002: the run history '" + file + "' is open in another process");
            assertThat(history.waves(1)).isEmpty();
        }
    }

    /** Tries to open a history that another process has. */
    static final class OtherProcess {
        public static void main(String[] args) {
            try (RunHistory history = RunHistory.inFile(Path.of(args[0]), java.time.Clock.systemUTC())) {
                throw new IllegalStateException(
                        "opened with " + history.waves(1).size() + " waves");
            } catch (EnvironmentException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void what_a_killed_process_had_written_is_there() throws Exception {
        Path file = folder.resolve("history");
        Process killed = process(KilledProcess.class, file);
        String output = new String(killed.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(killed.waitFor()).as(output).isEqualTo(KilledProcess.EXIT_CODE);
        try (RunHistory history = RunHistory.inFile(file, clock)) {
            assertThat(history.openRuns())
                    .singleElement()
                    .satisfies(run -> assertThat(run.mv()).isEqualTo(BASE));
        }
    }

    /** Announces a refresh and is gone before anything can be written behind its back. */
    static final class KilledProcess {
        static final int EXIT_CODE = 9;

        public static void main(String[] args) {
            RunHistory history = RunHistory.inFile(Path.of(args[0]), java.time.Clock.systemUTC());
            RefreshGraph graph = RefreshGraph.of(Models.diamond());
            long wave = history.openWave(Cause.request("test"), graph, graph.withUpstream(List.of(BASE)));
            history.intend(wave, BASE, cut("i"), Instant.EPOCH, "mv-1", Optional.of("q0"), "new");
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }

    @Test
    void a_history_whose_making_was_killed_is_made_to_the_end() {
        Path file = folder.resolve("history");
        try (RunHistory history = RunHistory.inFile(file, clock)) {
            history.read(sql -> sql.execute("DELETE FROM history_schema"));
            history.read(sql -> sql.execute("DROP TABLE root_change"));
        }
        try (RunHistory history = RunHistory.inFile(file, clock)) {
            see(history, BASE, "7", clock.instant());
            assertThat(history.load().changes()).containsKey(BASE);
        }
    }

    private static Process process(Class<?> main, Path file) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
    }

    @Test
    void a_run_ends_once() {
        try (RunHistory history = RunHistory.inMemory("once", clock)) {
            long wave = history.openWave(Cause.due(), graph, new TreeSet<>(List.of(BASE)));
            history.unchanged(wave, BASE, "nothing is new since a while");
            assertThatThrownBy(() -> history.blocked(wave, BASE, Optional.empty(), "late"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("'dws.base' has ended in wave " + wave + " already");
        }
    }

    @Test
    void failures_in_a_row_are_counted_until_it_is_refreshed_or_created_anew() {
        try (RunHistory history = RunHistory.inMemory("failures", clock)) {
            fail(history, "first");
            fail(history, "first");
            assertThat(failures(history)).isEqualTo(2);
            fail(history, "second");
            assertThat(failures(history)).isEqualTo(1);
            history.refreshed(intended(history, "second"));
            assertThat(failures(history)).isZero();
        }
    }

    @Test
    void a_change_is_dated_by_the_server_only_as_far_as_it_can_be_true() {
        try (RunHistory history = RunHistory.inMemory("changes", clock)) {
            ModelName root = Models.name("ods.txn");
            see(history, root, "1", clock.instant());
            Instant first = clock.instant();
            clock.advance(Duration.ofSeconds(10));
            see(history, root, "2", first.plusSeconds(4));
            clock.advance(Duration.ofSeconds(10));
            see(history, root, "3", first.plus(Duration.ofHours(8)));
            see(history, root, "3", first.plus(Duration.ofHours(8)));
            assertThat(history.load().changes().get(root))
                    .extracting(History.RootChange::changedAt)
                    .containsExactly(first, first.plusSeconds(4), first.plusSeconds(20));
        }
    }

    @Test
    void old_waves_are_forgotten_and_what_the_mvs_hold_is_not() {
        try (RunHistory history = RunHistory.inMemory("prune", clock)) {
            OpenRun run = intended(history, "i");
            history.refreshed(run);
            history.closeWave(run.wave());
            see(history, Models.name("ods.txn"), "1", clock.instant());
            clock.advance(Duration.ofDays(31));
            assertThat(history.prune(clock.instant().minus(Duration.ofDays(30))))
                    .isEqualTo(1);
            assertThat(history.waves(10)).isEmpty();
            assertThat(history.load().materializedViews()).containsKey(BASE);
            assertThat(history.load().changes()).hasSize(1);
        }
    }

    @Test
    void the_statements_of_the_operators_page_run() throws Exception {
        Path page = Path.of("../docs/refreshing.md");
        Matcher statements =
                Pattern.compile("```sql\\n(.*?);\\n```", Pattern.DOTALL).matcher(Files.readString(page));
        try (RunHistory history = RunHistory.inMemory("page", clock)) {
            long wave = history.openWave(Cause.request("nothing"), graph, graph.withUpstream(List.of(DAY)));
            history.unchanged(wave, BASE, "nothing is new since a while");
            history.unchanged(wave, DAY, "nothing is new since a while");
            history.closeWave(wave);
            int count = 0;
            while (statements.find()) {
                String statement = statements.group(1);
                int rows = history.read(sql -> sql.fetch(statement).size());
                assertThat(rows).as(statement).isEqualTo(statement.contains("AS sent") ? 1 : 0);
                count++;
            }
            assertThat(count).isEqualTo(4);
        }
    }

    private void see(RunHistory history, ModelName root, String version, Instant told) {
        history.rootsSeen(
                history.load().changes(), Map.of(root, new RootVersion(version, Optional.of(told))), clock.instant());
    }

    private void fail(RunHistory history, String identity) {
        history.failed(intended(history, identity), Failure.TRANSIENT, "timeout");
    }

    private OpenRun intended(RunHistory history, String identity) {
        long wave = history.openWave(Cause.due(), graph, new TreeSet<>(List.of(BASE)));
        history.intend(wave, BASE, cut(identity), clock.instant(), "mv-1", Optional.empty(), "new");
        return history.openRuns().get(0);
    }

    private static int failures(RunHistory history) {
        return Objects.requireNonNull(history.load().materializedViews().get(BASE))
                .failures()
                .count();
    }

    private static Cut cut(String identity) {
        return new Cut(
                identity,
                new TreeMap<>(Map.of(
                        Models.name("ods.txn"),
                        new TreeSet<>(List.of("v1", "v2")),
                        Models.name("ods.a=b; c"),
                        new TreeSet<>(List.of("v3")))));
    }
}
