// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * What {@code .orrery/embedded.json} says about the embedded server of a project while it runs, so that every other
 * command finds it.
 */
record RunningServer(long pid, int mysqlPort, int httpPort) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MILLIS_TO_ANSWER = 2000;

    static Path file(Path local) {
        return local.resolve("embedded.json");
    }

    /** The one that runs; a file that a killed server left behind counts as none. */
    static Optional<RunningServer> find(Path local) {
        Path file = file(local);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonNode json = JSON.readTree(Files.readString(file));
            RunningServer found = new RunningServer(
                    json.path("pid").asLong(),
                    json.path("mysql_port").asInt(),
                    json.path("http_port").asInt());
            boolean alive = ProcessHandle.of(found.pid).isPresent() && answers(found.mysqlPort);
            return alive ? Optional.of(found) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void write(Path local) {
        ObjectNode json = JSON.createObjectNode();
        json.put("pid", pid);
        json.put("mysql_port", mysqlPort);
        json.put("http_port", httpPort);
        try {
            Files.createDirectories(local);
            Path unfinished = local.resolve("embedded.json.new");
            Files.writeString(unfinished, json.toPrettyString() + "\n");
            Files.move(unfinished, file(local), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void forget(Path local) {
        try {
            Files.deleteIfExists(file(local));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MILLIS_TO_ANSWER);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
