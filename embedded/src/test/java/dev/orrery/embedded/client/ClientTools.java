// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Python's and Node's clients in the versions that {@code src/test/clients} names, installed below {@code target} when
 * they are not there yet.
 */
final class ClientTools {
    static final Path SCRIPTS = Path.of("src/test/clients").toAbsolutePath();
    private static final Path TOOLS = Path.of("target/clients").toAbsolutePath();

    private ClientTools() {}

    /** A Python that has the packages of {@code requirements.txt}. */
    static String python() throws IOException, InterruptedException {
        Path venv = TOOLS.resolve("venv");
        String python = venv.resolve("bin/python").toString();
        if (isNew("requirements.txt")) {
            run(Path.of("."), Map.of(), List.of("/usr/bin/python3", "-m", "venv", "--clear", venv.toString()));
            String wanted = SCRIPTS.resolve("requirements.txt").toString();
            run(Path.of("."), Map.of(), List.of(python, "-m", "pip", "install", "-q", "-r", wanted));
            installed("requirements.txt");
        }
        return python;
    }

    /** A folder whose {@code node_modules} has the packages of {@code package-lock.json}. */
    static Path node() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(TOOLS.resolve("node"));
        if (isNew("package-lock.json")) {
            for (String name : List.of("package.json", "package-lock.json")) {
                Files.writeString(folder.resolve(name), Files.readString(SCRIPTS.resolve(name)));
            }
            run(folder, Map.of(), List.of("npm", "ci", "--no-audit", "--no-fund"));
            installed("package-lock.json");
        }
        return folder;
    }

    private static boolean isNew(String list) throws IOException {
        Path marker = TOOLS.resolve(list);
        return !Files.isRegularFile(marker)
                || !Files.readString(marker).equals(Files.readString(SCRIPTS.resolve(list)));
    }

    private static void installed(String list) throws IOException {
        Files.writeString(TOOLS.resolve(list), Files.readString(SCRIPTS.resolve(list)));
    }

    /** What a command printed; one that fails or takes ten minutes fails the test with it. */
    static String run(Path folder, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Files.createDirectories(TOOLS);
        Path output = Files.createTempFile(TOOLS, "output", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = start(builder);
            boolean ended = process.waitFor(Duration.ofMinutes(10).toSeconds(), TimeUnit.SECONDS);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
            String printed = Files.readString(output, UTF_8);
            assertThat(ended ? process.exitValue() : -1)
                    .as("%s\n%s", String.join(" ", command), printed)
                    .isZero();
            return printed;
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new AssertionError(
                    "'" + builder.command().get(0) + "' is not installed; ./verify says which packages bring it", e);
        }
    }
}
