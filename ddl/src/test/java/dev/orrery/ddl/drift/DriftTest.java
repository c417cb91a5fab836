// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.ddl.deploy.DeployListener;
import dev.orrery.ddl.deploy.DeployTarget;
import dev.orrery.ddl.deploy.Deployment;
import dev.orrery.ddl.deploy.EngineServer;
import dev.orrery.ddl.diff.Desired;
import dev.orrery.ddl.diff.Destructive;
import dev.orrery.ddl.plan.CatalogText;
import dev.orrery.starrocks.JdbcStarRocks;
import dev.orrery.starrocks.StarRocks;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DriftTest {
    private static final String TABLE =
            "CREATE TABLE ods.t (id BIGINT NOT NULL, g INT) PRIMARY KEY (id) DISTRIBUTED BY HASH(id) BUCKETS 2;\n";
    private static final String WIDER = TABLE.replace("g INT", "g INT, h INT");
    private static final String VIEW = "CREATE VIEW dwd.v AS SELECT t.id, t.g FROM ods.t AS t;\n";

    private EngineServer server = new EngineServer();
    private StarRocks starRocks = JdbcStarRocks.connect(server.address());

    @BeforeEach
    void deploy() {
        apply(TABLE + VIEW);
    }

    @AfterEach
    void close() {
        starRocks.close();
        server.close();
    }

    @Test
    void a_change_on_both_sides_says_so() {
        starRocks.execute("ALTER TABLE ods.t ADD COLUMN by_hand INT");

        assertThat(drift(WIDER + VIEW))
                .startsWith(
                        "~ table ods.t: changed on the server since the last apply, and changed in the project as well\n");
    }

    @Test
    void what_both_sides_did_alike_is_no_drift() {
        starRocks.execute("ALTER TABLE ods.t ADD COLUMN h INT");

        assertThat(drift(WIDER + VIEW)).isEqualTo("No drift: every object is as the last apply left it.\n");
    }

    @Test
    void what_only_the_project_changed_is_no_drift_and_is_named() {
        assertThat(drift(WIDER + VIEW)).isEqualTo("""
                changed in the project alone, and in its next plan: ods.t
                No drift: every object is as the last apply left it.
                """);
    }

    @Test
    void what_others_made_in_our_databases_is_named_and_is_no_drift() {
        starRocks.execute("CREATE VIEW dwd.theirs AS SELECT id FROM ods.t");

        assertThat(drift(TABLE + VIEW)).isEqualTo("""
                not the project's: dwd.theirs
                No drift: every object is as the last apply left it.
                """);
    }

    @Test
    void a_query_that_was_changed_by_hand_is_shown() {
        starRocks.execute("CREATE OR REPLACE VIEW dwd.v AS SELECT t.id, t.g FROM ods.t AS t WHERE t.id > 7");

        assertThat(drift(TABLE + VIEW)).contains("""
                    to go back: replace · instant
                      query changed
                        -SELECT t.id, t.g FROM ods.t AS t WHERE t.id > 7
                        +SELECT t.id, t.g FROM ods.t AS t
                """.indent(0).stripTrailing());
    }

    @Test
    void without_an_audit_table_the_job_is_named_and_what_would_name_the_user() {
        starRocks.execute("ALTER TABLE ods.t ADD COLUMN by_hand INT");

        assertThat(drift(TABLE + VIEW))
                .contains(
                        "who it was, this server does not record: with the AuditLoader plugin it writes every statement and its"
                                + " user to starrocks_audit_db__.starrocks_audit_tbl__, and drift names them\n")
                .containsPattern("    \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d ALTER TABLE, job \\d+, finished\n");
    }

    /** The columns of the table that the AuditLoader plugin's documentation creates, as far as they are read. */
    @Test
    void with_an_audit_table_user_and_statement_are_named() {
        starRocks.execute("ALTER TABLE ods.t ADD COLUMN by_hand INT");
        starRocks.execute("CREATE DATABASE starrocks_audit_db__");
        starRocks.execute(
                "CREATE TABLE starrocks_audit_db__.starrocks_audit_tbl__ (`queryId` VARCHAR(64), `timestamp` DATETIME NOT"
                        + " NULL, `clientIp` VARCHAR(32), `user` VARCHAR(64), `db` VARCHAR(96), `state` VARCHAR(8), `isQuery` TINYINT,"
                        + " `stmt` VARCHAR(1048576)) DUPLICATE KEY (`queryId`) DISTRIBUTED BY HASH(`queryId`) BUCKETS 1");
        starRocks.execute(
                "INSERT INTO starrocks_audit_db__.starrocks_audit_tbl__ VALUES"
                        + " ('1', '2999-01-01 10:00:00', '10.0.0.7', 'bob', 'ods', 'OK', 0, 'ALTER TABLE t ADD COLUMN by_hand INT'),"
                        + " ('2', '2999-01-01 10:00:01', '10.0.0.8', 'eve', 'ods', 'ERR', 0, 'ALTER TABLE t DROP COLUMN g'),"
                        + " ('3', '2999-01-01 10:00:02', '10.0.0.8', 'eve', 'ods', 'EOF', 1, 'SELECT 1 FROM t -- ALTER'),"
                        + " ('4', '2001-01-01 10:00:00', '10.0.0.9', 'old', 'ods', 'OK', 0, 'ALTER TABLE t ADD COLUMN older INT')");

        assertThat(drift(TABLE + VIEW))
                .contains("    2999-01-01 10:00:00 bob from 10.0.0.7: ALTER TABLE t ADD COLUMN by_hand INT\n")
                .doesNotContain("eve", "old from", "AuditLoader");
        assertThat(DriftText.json(deployment().drift(Desired.of(CatalogText.parse(TABLE + VIEW)))))
                .contains("\"who\" : \"bob from 10.0.0.7\"");
    }

    private Deployment deployment() {
        return new Deployment(starRocks, new DeployTarget("bank", "prod", "a test"), Clock.systemUTC());
    }

    private void apply(String sql) {
        Deployment deployment = deployment();
        deployment.apply(
                deployment.plan(Desired.of(CatalogText.parse(sql)), List.of(), Destructive.WITHHELD),
                DeployListener.SILENT);
    }

    private String drift(String sql) {
        return DriftText.of(deployment().drift(Desired.of(CatalogText.parse(sql))));
    }
}
