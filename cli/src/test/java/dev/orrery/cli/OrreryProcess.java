// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Runs the packaged {@code ./orrery} as a user does, in a folder of its own. */
final class OrreryProcess implements AutoCloseable {
    /** The checkout. */
    static final Path HOME =
            Path.of(System.getProperty("orrery.home", "..")).toAbsolutePath().normalize();

    private final Process process;
    private final Path out;
    private final Path err;

    private OrreryProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** What a command printed and how it ended. */
    record Ended(int exitCode, String out, String err) {
        @Override
        public String toString() {
            return "exit code " + exitCode + "\n-- stdout\n" + out + "\n-- stderr\n" + err;
        }
    }

    /** Runs a command to its end, for three minutes at most. */
    static Ended run(Path folder, String... arguments) throws IOException, InterruptedException {
        return run(folder, Map.of(), arguments);
    }

    static Ended run(Path folder, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        try (OrreryProcess process = start(folder, environment, arguments)) {
            return process.await(Duration.ofMinutes(3));
        }
    }

    static OrreryProcess start(Path folder, Map<String, String> environment, String... arguments) throws IOException {
        Path out = Files.createTempFile("orrery-out", ".txt");
        Path err = Files.createTempFile("orrery-err", ".txt");
        List<String> command = new ArrayList<>(List.of(HOME.resolve("orrery").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        return new OrreryProcess(builder.start(), out, err);
    }

    Ended await(Duration limit) throws InterruptedException, IOException {
        boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
            throw new AssertionError("still running after " + limit + "\n" + out() + "\n" + err());
        }
        return new Ended(process.exitValue(), out(), err());
    }

    /** Waits until something is so, for a minute at most. */
    void until(String what, BooleanSupplier condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end || (!process.isAlive() && !condition.getAsBoolean())) {
                throw new AssertionError("never saw " + what + "\n" + out() + "\n" + err());
            }
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
    }

    String out() throws IOException {
        return Files.readString(out, UTF_8);
    }

    String err() throws IOException {
        return Files.readString(err, UTF_8);
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** As Ctrl-C or a service manager does. */
    void terminate() {
        process.destroy();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
