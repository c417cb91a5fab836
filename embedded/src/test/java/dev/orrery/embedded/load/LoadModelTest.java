// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random requests, restarts and crashes against a simple model: what can be seen are the rows of the labels that were
 * committed, each exactly once. A crash goes on with a copy of the files that a running server has on disk.
 */
@Tag("slow")
class LoadModelTest {
    private static final int STEPS = 80;
    private static final List<String> LABELS = List.of("a", "b", "c", "d", "e");

    @TempDir
    private Path directory;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void visible_rows_are_those_of_committed_labels_each_once(long seed) throws Exception {
        Random random = new Random(seed);
        Model model = new Model();
        try (Life life = new Life(directory)) {
            for (int step = 0; step < STEPS; step++) {
                String label = LABELS.get(random.nextInt(LABELS.size()));
                String told = step(random.nextInt(20), label, life, model);
                assertThat(life.client().state("ods", label))
                        .as("step %s: %s %s", step, told, label)
                        .isEqualTo(model.state(label));
            }
            life.crash();
            model.restarted();
            assertThat(life.rows()).isEqualTo(model.visible());
            for (String label : LABELS) {
                assertThat(life.client().state("ods", label)).as(label).isEqualTo(model.state(label));
            }
        }
    }

    private static String step(int choice, String label, Life life, Model model) throws Exception {
        switch (choice) {
            case 0, 1, 2, 3, 4 -> {
                assertThat(life.call("begin", label, "")).isEqualTo(model.begin(label));
                return "begin";
            }
            case 5, 6, 7, 8, 9 -> {
                int row = model.newRow();
                assertThat(life.call("load", label, row + "\n" + -row + "\n")).isEqualTo(model.load(label, row));
                return "load";
            }
            case 10, 11, 12 -> {
                assertThat(life.call("prepare", label, "")).isEqualTo(model.prepare(label));
                return "prepare";
            }
            case 13, 14, 15 -> {
                assertThat(life.call("commit", label, "")).isEqualTo(model.commit(label));
                return "commit";
            }
            case 16 -> {
                assertThat(life.call("rollback", label, "")).isEqualTo(model.rollback(label));
                return "rollback";
            }
            case 17 -> {
                int row = model.newRow();
                assertThat(life.client()
                                .streamLoad("ods.t", row + "\n", "label", label)
                                .get("Status")
                                .asText())
                        .isEqualTo(model.streamLoad(label, row));
                return "stream load";
            }
            case 18 -> {
                life.crash();
                model.restarted();
                assertThat(life.rows()).isEqualTo(model.visible());
                return "crash";
            }
            default -> {
                life.restart();
                model.restarted();
                assertThat(life.rows()).isEqualTo(model.visible());
                return "restart";
            }
        }
    }

    /** The server under test, over its restarts. */
    private static final class Life implements AutoCloseable {
        private final Path directory;
        private int number;
        private StoredTables tables;
        private LoadServer server;

        Life(Path directory) throws Exception {
            this.directory = directory;
            Files.createDirectories(home());
            tables = tables(home());
            server = server(tables, home());
        }

        private static StoredTables tables(Path home) throws Exception {
            return StoredTables.in(home.resolve("data"))
                    .with("CREATE TABLE ods.t (id BIGINT NOT NULL) DUPLICATE KEY (id)");
        }

        private static LoadServer server(StoredTables tables, Path home) {
            return LoadServer.start(
                    tables.target(),
                    (user, password, table) -> true,
                    LoadOptions.local(home.resolve("load"), new TestClock()));
        }

        private Path home() {
            return directory.resolve("life" + number);
        }

        LoadClient client() {
            return new LoadClient(server);
        }

        String call(String operation, String label, String body) throws Exception {
            return client().transaction(operation, label, "ods.t", body)
                    .get("Status")
                    .asText();
        }

        List<Integer> rows() throws Exception {
            return tables.rows("SELECT id FROM ods.t ORDER BY id").stream()
                    .map(Integer::valueOf)
                    .collect(Collectors.toList());
        }

        void restart() throws Exception {
            close();
            tables = tables(home());
            server = server(tables, home());
        }

        void crash() throws Exception {
            Path from = home();
            number++;
            copy(from, home());
            close();
            tables = tables(home());
            server = server(tables, home());
        }

        private static void copy(Path from, Path to) throws IOException {
            try (Stream<Path> all = Files.walk(from)) {
                for (Path path : all.toList()) {
                    Files.copy(path, to.resolve(from.relativize(path).toString()));
                }
            }
        }

        @Override
        public void close() throws SQLException {
            server.close();
            tables.close();
        }
    }

    /** What ought to be. */
    private static final class Model {
        private final Map<String, String> states = new HashMap<>();
        private final Map<String, List<Integer>> pending = new HashMap<>();
        private final List<Integer> visible = new ArrayList<>();
        private int rows;

        int newRow() {
            return ++rows;
        }

        String state(String label) {
            return states.getOrDefault(label, "UNKNOWN");
        }

        List<Integer> visible() {
            return visible.stream().sorted().toList();
        }

        private boolean isFree(String label) {
            return state(label).equals("UNKNOWN") || state(label).equals("ABORTED");
        }

        private List<Integer> rows(String label) {
            return pending.computeIfAbsent(label, none -> new ArrayList<>());
        }

        String begin(String label) {
            if (!isFree(label)) {
                return "LABEL_ALREADY_EXISTS";
            }
            states.put(label, "PREPARE");
            rows(label).clear();
            return "OK";
        }

        String load(String label, int row) {
            if (!state(label).equals("PREPARE")) {
                return "TXN_NOT_EXISTS";
            }
            rows(label).addAll(List.of(row, -row));
            return "OK";
        }

        String prepare(String label) {
            if (!state(label).equals("PREPARE")) {
                return "TXN_NOT_EXISTS";
            }
            states.put(label, rows(label).isEmpty() ? "ABORTED" : "PREPARED");
            return rows(label).isEmpty() ? "INTERNAL_ERROR" : "OK";
        }

        String commit(String label) {
            if (state(label).equals("PREPARE") && rows(label).isEmpty()) {
                states.put(label, "ABORTED");
                return "INTERNAL_ERROR";
            }
            if (isFree(label)) {
                return "FAILED";
            }
            if (!state(label).equals("VISIBLE")) {
                visible.addAll(rows(label));
                states.put(label, "VISIBLE");
            }
            return "OK";
        }

        String rollback(String label) {
            if (state(label).equals("UNKNOWN") || state(label).equals("VISIBLE")) {
                return "FAILED";
            }
            states.put(label, "ABORTED");
            return "OK";
        }

        String streamLoad(String label, int row) {
            if (!isFree(label)) {
                return "Label Already Exists";
            }
            visible.add(row);
            states.put(label, "VISIBLE");
            return "Success";
        }

        void restarted() {
            states.replaceAll((label, state) -> state.equals("PREPARE") ? "ABORTED" : state);
        }
    }
}
