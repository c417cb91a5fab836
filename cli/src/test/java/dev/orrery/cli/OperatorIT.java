// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What whoever operates a refresher does, with the packaged command. */
@Tag("slow")
class OperatorIT {
    @TempDir
    private Path home = Path.of("");

    private Path bank = Path.of("");

    @BeforeEach
    void deployTheExample() throws IOException, InterruptedException {
        bank = home.resolve("bank");
        assertThat(OrreryProcess.run(home, "init", "bank").exitCode()).isZero();
        OrreryProcess.Ended applied = OrreryProcess.run(bank, "apply", "--auto-approve");
        assertThat(applied.exitCode()).as(applied.toString()).isZero();
    }

    @Test
    void a_refresher_that_keeps_views_fresh_answers_other_commands_meanwhile()
            throws IOException, InterruptedException {
        try (OrreryProcess serve = OrreryProcess.start(bank, Map.of(), "serve")) {
            Path announced = bank.resolve(".orrery/refresher/embedded.json");
            serve.until("the desk", () -> Files.exists(announced));

            OrreryProcess.Ended status = OrreryProcess.run(bank, "refresh", "status");
            assertThat(status.exitCode()).as(status.toString()).isZero();
            assertThat(status.out()).contains("dws.branch_day_balance");

            OrreryProcess.Ended run = OrreryProcess.run(bank, "refresh", "run", "dws.branch_day_flow");
            assertThat(run.exitCode()).as(run.toString()).isZero();
            assertThat(run.out()).contains("(by hand)", "└─ dws.branch_day_flow");

            OrreryProcess.Ended why = OrreryProcess.run(bank, "refresh", "why", "dws.nope");
            assertThat(why.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(why.err()).contains("ORR-R003");

            assertThat(strangerIsRefused(announced)).isEqualTo(401);
            assertThat(Files.getPosixFilePermissions(announced))
                    .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        }
    }

    private static int strangerIsRefused(Path announced) throws IOException, InterruptedException {
        JsonNode running = new ObjectMapper().readTree(Files.readString(announced));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + running.path("port").asInt() + "/ask"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"question\": \"STATUS\"}"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    @Test
    void after_a_killed_refresher_the_next_command_goes_on() throws IOException, InterruptedException {
        try (OrreryProcess serve = OrreryProcess.start(bank, Map.of(), "serve")) {
            serve.until("the desk", () -> Files.exists(bank.resolve(".orrery/refresher/embedded.json")));
            serve.handle().descendants().forEach(ProcessHandle::destroyForcibly);
            serve.handle().destroyForcibly();
            serve.handle().onExit().join();
        }
        OrreryProcess.Ended run = OrreryProcess.run(bank, "refresh", "run");
        assertThat(run.exitCode()).as(run.toString()).isZero();
        OrreryProcess.Ended history = OrreryProcess.run(
                bank,
                "refresh",
                "history",
                "--sql",
                "SELECT count(*) AS twice FROM (SELECT wave, mv FROM run GROUP BY wave, mv HAVING count(*) > 1)");
        assertThat(history.out()).contains("0");
    }
}
