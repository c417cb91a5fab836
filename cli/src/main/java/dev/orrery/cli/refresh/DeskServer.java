// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.refresh;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.orrery.cli.ExitCode;
import dev.orrery.cli.server.Announcement;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.DiagnosticText;
import dev.orrery.models.diagnostic.EnvironmentException;
import dev.orrery.starrocks.ServerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * Lets other processes of the same user ask the refresher of this one: HTTP on loopback, with a token that stands in a file only
 * the user can read.
 */
final class DeskServer implements AutoCloseable {
    static final String PATH = "/ask";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TOKEN_BYTES = 24;
    private static final int LONGEST_QUESTION = 1 << 20;
    private static final int THREADS = 4;

    private final HttpServer http;
    private final ExecutorService threads;
    private final Announcement announced;

    private DeskServer(HttpServer http, ExecutorService threads, Announcement announced) {
        this.http = http;
        this.threads = threads;
        this.announced = announced;
    }

    /**
     * Listens on a free port until it is closed. The refreshers stay their owner's.
     *
     * @param announced to tell others of it
     */
    static DeskServer start(Announcement announced, Refreshers refreshers) {
        byte[] secret = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(secret);
        String token = HexFormat.of().formatHex(secret);
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            ExecutorService threads = Executors.newFixedThreadPool(THREADS, work -> {
                Thread thread = new Thread(work, "refresh-desk");
                thread.setDaemon(true);
                return thread;
            });
            http.setExecutor(threads);
            LocalDesk desk = new LocalDesk(refreshers);
            http.createContext(PATH, exchange -> handle(exchange, desk, token));
            http.start();
            RunningDesk.announce(announced, http.getAddress().getPort(), token);
            return new DeskServer(http, threads, announced);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void handle(HttpExchange exchange, LocalDesk desk, String token) throws IOException {
        try (exchange) {
            String given = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            if (!MessageDigest.isEqual(given.getBytes(UTF_8), ("Bearer " + token).getBytes(UTF_8))) {
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            byte[] answer;
            try {
                JsonNode question = JSON.readTree(exchange.getRequestBody().readNBytes(LONGEST_QUESTION));
                List<String> words = new ArrayList<>();
                question.path("words").forEach(word -> words.add(word.asText()));
                RefreshDesk.Question asked =
                        RefreshDesk.Question.valueOf(question.path("question").asText());
                answer = text(ask(desk, asked, words)).getBytes(UTF_8);
            } catch (IOException | IllegalArgumentException e) {
                exchange.sendResponseHeaders(400, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private static RefreshDesk.Answer ask(LocalDesk desk, RefreshDesk.Question question, List<String> words) {
        try {
            return desk.ask(question, words);
        } catch (DiagnosticException e) {
            return new RefreshDesk.Answer(
                    ExitCode.FAILED,
                    "",
                    e.diagnostics().stream().map(DiagnosticText::of).collect(Collectors.joining()));
        } catch (EnvironmentException e) {
            return new RefreshDesk.Answer(ExitCode.ENVIRONMENT, "", DiagnosticText.of(e.diagnostic()));
        } catch (ServerException e) {
            return new RefreshDesk.Answer(ExitCode.FAILED, "", "the server refused: " + e.getMessage() + "\n");
        }
    }

    private static String text(RefreshDesk.Answer answer) throws IOException {
        ObjectNode json = JSON.createObjectNode();
        json.put("exit", answer.exitCode());
        json.put("result", answer.result());
        json.put("remarks", answer.remarks());
        return JSON.writeValueAsString(json);
    }

    @Override
    public void close() {
        try {
            announced.forget();
        } finally {
            http.stop(0);
            threads.shutdownNow();
        }
    }
}
