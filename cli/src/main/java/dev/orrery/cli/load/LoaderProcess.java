// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.cli.CliCode;
import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.cli.server.Servers;
import dev.orrery.cli.server.TargetServer;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.EnvironmentException;
import dev.orrery.starrocks.ServerAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A loader at work on one pipeline, in a process of its own. Ends with this process, whatever ends that. */
public final class LoaderProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SECONDS_TO_STOP = 60;

    private final Process process;
    private final Path log;
    private @Nullable LoadResult result;
    private boolean told;

    private LoaderProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** What the loader is to do. */
    public enum Task {
        RUN("run"),
        CHECK("check");

        private final String word;

        Task(String word) {
            this.word = word;
        }
    }

    /**
     * @param extra further arguments, such as {@code --watch}
     * @throws EnvironmentException ORR-C013 when the loader is not where it should be
     */
    public static LoaderProcess start(
            Task task, ProjectFolder folder, String pipeline, TargetServer server, List<String> extra) {
        Path all = folder.local().resolve("loader");
        // What was read for one environment was not read for another.
        Path state = server.environment().equals(Servers.EMBEDDED) ? all : all.resolve(server.environment());
        Path log = state.resolve(pipeline.replace('/', '_') + ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-XX:+UseParallelGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar().toString(),
                task.word,
                "--project",
                folder.root().toString(),
                "--pipeline",
                pipeline,
                "--mysql",
                server.address().hosts(),
                "--user",
                server.address().user(),
                "--state",
                state.toString(),
                "--with-parent"));
        if (!server.http().isEmpty()) {
            command.addAll(List.of("--http", String.join(",", server.http())));
        }
        if (server.address().tls() == ServerAddress.Tls.REQUIRED) {
            command.add("--tls");
        }
        command.addAll(extra);
        try {
            Files.createDirectories(state);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.root().toFile())
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment()
                    .put("ORRERY_PASSWORD", server.address().password().reveal());
            return new LoaderProcess(builder.start(), log);
        } catch (IOException e) {
            throw new EnvironmentException(
                    Diagnostic.of(CliCode.LOADER_MISSING, "the loader cannot be started: " + e.getMessage()), e);
        }
    }

    private static Path jar() {
        Path jar = Path.of(System.getProperty("orrery.home", "."), "loader", "target", "loader.jar");
        if (!Files.isRegularFile(jar)) {
            throw new EnvironmentException(
                    Diagnostic.of(CliCode.LOADER_MISSING, "there is no loader at '" + jar + "'")
                            .withHelp("build the checkout again: `mvn package`"),
                    null);
        }
        return jar;
    }

    public long pid() {
        return process.pid();
    }

    /**
     * Follows the loader to its end.
     *
     * @return its exit code, one of a command's
     * @throws EnvironmentException ORR-C007 when it ended without a word, as a killed process does
     */
    public int follow(LoaderEvents events) throws InterruptedException {
        boolean spoke = false;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                spoke |= hear(line, events);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int code = process.waitFor();
        if (!spoke && code != 0) {
            throw new EnvironmentException(
                    Diagnostic.of(
                                    CliCode.LOADER_ENDED,
                                    "the loader ended with code " + code + " before its work was done")
                            .withHelp("run the same command again: it goes on from its newest checkpoint; its log is "
                                    + log),
                    null);
        }
        return code;
    }

    /** What was loaded; empty before the end. */
    public Optional<LoadResult> result() {
        return Optional.ofNullable(result);
    }

    /** Whether the line was the last word of a run. */
    private boolean hear(String line, LoaderEvents events) {
        JsonNode event;
        try {
            event = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            // Not ours: a library that writes to stdout.
            return false;
        }
        switch (event.path("event").asText()) {
            case "started" -> events.started(event.path("resumed").asBoolean());
            case "progress" ->
                events.progress(
                        event.path("table").asText(),
                        event.path("rows").asLong(),
                        event.path("deadLetters").asLong());
            case "restarting" -> events.restarting(event.path("reason").asText());
            case "diagnostic" -> {
                told = true;
                events.diagnostic(event.path("text").asText());
            }
            case "finished" -> result = result(event);
            case "failed" -> {
                if (!told) {
                    events.diagnostic("error: the loader failed: "
                            + event.path("message").asText() + "\n  help: its log is " + log + "\n");
                }
                return true;
            }
            default -> {
                // Newer loaders may say more.
            }
        }
        return result != null;
    }

    private static LoadResult result(JsonNode event) {
        List<LoadResult.Table> tables = new ArrayList<>();
        event.path("tables")
                .forEach(table -> tables.add(new LoadResult.Table(
                        table.path("table").asText(),
                        table.path("upserts").asLong(),
                        table.path("deletes").asLong(),
                        table.path("deadLetters").asLong())));
        return new LoadResult(
                event.path("rowsThisRun").asLong(),
                event.path("seconds").asDouble(),
                event.path("perSecond").asLong(),
                event.path("late").asLong(),
                event.path("repeated").asLong(),
                event.path("overtaken").asLong(),
                unrouted(event.path("unrouted")),
                event.path("deadLetters").asLong(),
                event.path("deadLetterFile").asText(),
                tables);
    }

    private static long unrouted(JsonNode streams) {
        long sum = 0;
        for (JsonNode stream : streams) {
            sum += stream.asLong();
        }
        return sum;
    }

    /** Asks it to commit what it has read and to end; {@link #follow} then comes to its end. */
    public void stop() {
        // Process.destroy would also close the pipe, and the last events with it.
        process.toHandle().destroy();
    }

    /** Lets it commit what it has read, then ends it. */
    @Override
    public void close() {
        stop();
        try {
            if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
