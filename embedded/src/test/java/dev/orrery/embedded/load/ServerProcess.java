// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load;

import dev.orrery.embedded.EmbeddedStarRocks;
import dev.orrery.embedded.EmbeddedStarRocks.Options;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The whole server in a process of its own, which can be killed. */
final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final int mysqlPort;
    private final int httpPort;

    private ServerProcess(Process process, int mysqlPort, int httpPort) {
        this.process = process;
        this.mysqlPort = mysqlPort;
        this.httpPort = httpPort;
    }

    /** @param options of the JVM, such as {@code -Xmx256m} */
    static ServerProcess start(Path data, String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of(options));
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), ServerProcess.class.getName(), data.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the server did not start");
        }
        String[] ports = line.split(" ", 2);
        return new ServerProcess(process, Integer.parseInt(ports[0]), Integer.parseInt(ports[1]));
    }

    /** Starts, says its ports, and waits to be killed. */
    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedStarRocks server = EmbeddedStarRocks.start(Options.in(Path.of(arguments[0])));
        String ports = server.mysqlPort() + " " + server.httpPort() + "\n";
        System.out.writeBytes(ports.getBytes(StandardCharsets.US_ASCII));
        System.out.flush();
        Thread.currentThread().join();
    }

    Connection connect(String options) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mysql://127.0.0.1:" + mysqlPort + "/?sslMode=DISABLED" + options, "root", "");
    }

    LoadClient loads() {
        return new LoadClient(httpPort);
    }

    /** kill -9. */
    void kill() {
        process.destroyForcibly();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        kill();
    }
}
