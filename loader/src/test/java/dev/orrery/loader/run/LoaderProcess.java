// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.orrery.loader.LoaderMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** {@link LoaderMain} in a process of its own, as the command starts it. */
final class LoaderProcess implements AutoCloseable {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Duration LONG = Duration.ofMinutes(2);

    final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final Process process;
    private final Thread reader;

    private LoaderProcess(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "events");
        reader.start();
    }

    static LoaderProcess start(LoadTestServer server, Path project, String... more) throws IOException {
        return start("run", server, project, more);
    }

    static LoaderProcess check(LoadTestServer server, Path project) throws IOException {
        return start("check", server, project);
    }

    private static LoaderProcess start(String task, LoadTestServer server, Path project, String... more)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx384m",
                "-cp",
                System.getProperty("java.class.path"),
                LoaderMain.class.getName(),
                task,
                "--project",
                project.toString(),
                "--pipeline",
                "core",
                "--mysql",
                server.mysqlAddress(),
                "--http",
                server.httpAddress()));
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("ORRERY_PASSWORD", "secret");
        return new LoaderProcess(builder.start());
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            String line = lines.readLine();
            while (line != null) {
                events.add(MAPPER.readTree(line));
                line = lines.readLine();
            }
        } catch (IOException e) {
            // The pipe of a killed process may break inside a line.
            if (process.isAlive()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    void await(String event, Predicate<JsonNode> wanted) throws InterruptedException {
        await(
                event,
                () -> events.stream().anyMatch(e -> e.path("event").asText().equals(event) && wanted.test(e)));
    }

    void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new AssertionError("waited in vain for " + what + ", told so far: " + events);
            }
            boolean unused = process.waitFor(20, TimeUnit.MILLISECONDS);
        }
    }

    /** kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        end();
    }

    /** SIGTERM; the exit code. */
    int terminate() throws InterruptedException {
        // Process.destroy would also close the pipe that the last events come through.
        process.toHandle().destroy();
        return end();
    }

    /** Waits for the end; the exit code. */
    int end() throws InterruptedException {
        if (!process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("does not end, told so far: " + events);
        }
        reader.join();
        return process.exitValue();
    }

    JsonNode last() {
        return events.get(events.size() - 1);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
