// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.refresh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orrery.cli.project.ProjectFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * What {@code .orrery/refresher/<environment>.json} says of the process that refreshes a project.
 *
 * @param token whoever may read the file may ask
 */
record RunningDesk(long pid, int port, String token) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MILLIS_TO_ANSWER = 2000;

    static Path file(ProjectFolder folder, String environment) {
        return Refreshers.history(folder, environment).resolveSibling(environment + ".json");
    }

    /** The one that runs; a file that a killed process left behind counts as none. */
    static Optional<RunningDesk> find(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonNode json = JSON.readTree(Files.readString(file));
            RunningDesk found = new RunningDesk(
                    json.path("pid").asLong(),
                    json.path("port").asInt(),
                    json.path("token").asText());
            boolean other = found.pid != ProcessHandle.current().pid();
            boolean alive = other && ProcessHandle.of(found.pid).isPresent() && found.listens();
            return alive ? Optional.of(found) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A killed process leaves its file, and another program may have got its number since. */
    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MILLIS_TO_ANSWER);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Writes it so that only its owner can read it. */
    void write(Path file) {
        ObjectNode json = JSON.createObjectNode();
        json.put("pid", pid);
        json.put("port", port);
        json.put("token", token);
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(unfinished);
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(unfinished, json.toPrettyString() + "\n");
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
