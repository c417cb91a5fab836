// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.models.type.DataType;
import java.io.BufferedReader;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** A server in a process of its own, killed with transactions in every state. */
@Tag("slow")
class KilledServerTest {

    /** Begins, prepares and commits, says so, then waits to be killed. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] arguments) throws Exception {
            LoadServer server = server(tables(Path.of(arguments[0])), Path.of(arguments[0]));
            LoadClient client = new LoadClient(server);
            for (String label : List.of("begun", "prepared", "committed")) {
                client.transaction("begin", label, "ods.t", "");
                client.transaction("load", label, "ods.t", label.length() + "\t" + label + "\n");
            }
            client.transaction("prepare", "prepared", "ods.t", "");
            client.transaction("commit", "committed", "ods.t", "");
            System.out.write("ready\n".getBytes(StandardCharsets.UTF_8));
            System.out.flush();
            Thread.currentThread().join();
        }
    }

    private static StoredTables tables(Path directory) throws Exception {
        return StoredTables.in(directory.resolve("data"))
                .with("CREATE TABLE ods.t (id BIGINT NOT NULL, name STRING) DUPLICATE KEY (id)");
    }

    private static LoadServer server(StoredTables tables, Path directory) {
        return LoadServer.start(
                tables.target(),
                (user, password, table) -> true,
                LoadOptions.local(directory.resolve("load"), new TestClock()));
    }

    @Test
    void what_was_acknowledged_outlives_kill_minus_nine(@TempDir Path directory) throws Exception {
        Process victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath(),
                        Victim.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = victim.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.lines().anyMatch("ready"::equals)).isTrue();
        } finally {
            victim.destroyForcibly();
            assertThat(victim.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        try (StoredTables tables = tables(directory);
                LoadServer server = server(tables, directory)) {
            LoadClient client = new LoadClient(server);
            assertThat(client.state("ods", "begun")).isEqualTo("ABORTED");
            assertThat(client.state("ods", "prepared")).isEqualTo("PREPARED");
            assertThat(client.state("ods", "committed")).isEqualTo("VISIBLE");
            assertThat(tables.rows("SELECT * FROM ods.t")).containsExactly("9|committed");

            client.transaction("commit", "prepared", "ods.t", "");
            assertThat(tables.rows("SELECT * FROM ods.t ORDER BY id")).containsExactly("8|prepared", "9|committed");
        }
    }

    /** What this very test needs: the runner's own class path may be hidden in a manifest. */
    private static String classPath() throws URISyntaxException {
        Set<String> places = new LinkedHashSet<>();
        for (Class<?> one : List.of(
                KilledServerTest.class,
                LoadServer.class,
                DataType.class,
                DuckDBConnection.class,
                ObjectMapper.class,
                JsonFactory.class,
                JsonProperty.class,
                Logger.class,
                Nullable.class)) {
            places.add(Path.of(one.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString());
        }
        return String.join(File.pathSeparator, places);
    }
}
