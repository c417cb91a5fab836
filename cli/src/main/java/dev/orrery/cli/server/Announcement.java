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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** A small JSON file below {@code .orrery/} by which a process that stays up tells others on this machine how to reach it. */
public record Announcement(Path file) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MILLIS_TO_ANSWER = 2000;

    /** Who may read it. */
    public enum Readers {
        EVERYBODY,
        OWNER
    }

    /**
     * What it says, {@code pid} among it. Empty without a file, and for one that a killed process left behind: another
     * program may have got its number since, so that somebody has to listen as well.
     *
     * @param port key of the port on loopback that the process listens at
     */
    public Optional<JsonNode> find(String port) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonNode said = JSON.readTree(Files.readString(file));
            boolean alive = ProcessHandle.of(said.path("pid").asLong()).isPresent()
                    && listens(said.path(port).asInt());
            return alive ? Optional.of(said) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MILLIS_TO_ANSWER);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Writes it, whole or not at all, with the number of this process in front. */
    public void write(Readers readers, ObjectNode what) {
        ObjectNode said = newObject().put("pid", ProcessHandle.current().pid());
        said.setAll(what);
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(unfinished);
            if (readers == Readers.OWNER
                    && file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(unfinished, said.toPrettyString() + "\n");
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ObjectNode newObject() {
        return JSON.createObjectNode();
    }

    public void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
