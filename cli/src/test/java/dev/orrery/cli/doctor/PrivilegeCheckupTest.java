// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.embedded.EmbeddedStarRocks;
import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.compile.Compiler;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.project.Project;
import dev.orrery.models.project.SourceFiles;
import dev.orrery.starrocks.JdbcStarRocks;
import dev.orrery.starrocks.Password;
import dev.orrery.starrocks.ServerAddress;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PrivilegeCheckupTest {
    private EmbeddedStarRocks server;

    @BeforeAll
    void start() {
        server = EmbeddedStarRocks.start(EmbeddedStarRocks.Options.inMemory());
        try (JdbcStarRocks root = as("root")) {
            List.of(
                            "CREATE DATABASE ods",
                            "CREATE ROLE loader",
                            "GRANT SELECT, INSERT ON ALL TABLES IN DATABASE ods TO ROLE loader",
                            "CREATE USER eve",
                            "GRANT loader TO USER eve",
                            "GRANT CREATE TABLE ON DATABASE ods TO USER eve",
                            "SET DEFAULT ROLE ALL TO eve")
                    .forEach(root::execute);
        }
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private JdbcStarRocks as(String user) {
        return JdbcStarRocks.connect(ServerAddress.of("127.0.0.1", server.mysqlPort(), user, Password.none()));
    }

    private static Catalog project() {
        Diagnostics diagnostics = new Diagnostics();
        return Compiler.compile(
                        Project.load(
                                SourceFiles.of(Map.of(
                                        "orrery.yml",
                                        "name: x\nlayers: { ods: { kind: table }, dwd: { kind: view, reads: [ods] } }\n",
                                        "models/ods/a.sql",
                                        "CREATE TABLE ods.a (id INT) DUPLICATE KEY (id) DISTRIBUTED BY HASH (id)\n",
                                        "models/dwd/a.sql",
                                        "SELECT id FROM ods.a\n")),
                                diagnostics),
                        diagnostics)
                .catalog();
    }

    @Test
    void what_is_missing_is_named_with_its_grant() {
        try (JdbcStarRocks eve = as("eve")) {
            assertThat(new PrivilegeCheckup(eve)
                            .finding(project(), new Catalog(List.of()), "_orrery_x")
                            .toString())
                    .isEqualTo("""
                            failed   privileges 'eve' lacks what a deployment needs
                                                GRANT CREATE DATABASE ON CATALOG default_catalog TO USER eve;
                                                GRANT ALTER, DROP ON ALL TABLES IN DATABASE ods TO USER eve;""");
        }
    }

    @Test
    void root_may_do_everything() {
        try (JdbcStarRocks root = as("root")) {
            assertThat(new PrivilegeCheckup(root)
                            .finding(project(), new Catalog(List.of()), "_orrery_x")
                            .toString())
                    .startsWith("ok ");
        }
    }

    @Test
    void a_front_end_that_is_down_or_not_known_is_told_from_one_that_answers() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        ServerAddress address = ServerAddress.parse(
                "127.0.0.1:" + closed + ",no-such-host.invalid:9030,127.0.0.1:" + server.mysqlPort(),
                "root",
                Password.none());
        assertThat(FrontEndCheckup.of(address))
                .extracting(finding -> finding.toString().lines().findFirst().orElse(""))
                .satisfiesExactly(
                        down -> assertThat(down)
                                .startsWith("warning  front end")
                                .contains("does not answer"),
                        unknown -> assertThat(unknown)
                                .startsWith("warning  front end")
                                .contains("no name that DNS knows"),
                        up -> assertThat(up).isEqualTo("ok       front end  127.0.0.1:" + server.mysqlPort()));
        assertThat(FrontEndCheckup.of(ServerAddress.parse("127.0.0.1:" + closed, "root", Password.none())))
                .allMatch(finding -> finding.verdict() == Finding.Verdict.FAILED);
    }
}
