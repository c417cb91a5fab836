// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.ddl.changelog.Changelog.ChangeSetId;
import dev.orrery.ddl.liquibase.StarRocksDatabase;
import dev.orrery.ddl.plan.Cost;
import dev.orrery.ddl.plan.Plan;
import dev.orrery.ddl.plan.Step;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.sql.SqlParser;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import liquibase.Scope;
import liquibase.change.Change;
import liquibase.changelog.ChangeLogParameters;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.parser.core.formattedsql.FormattedSqlChangeLogParser;
import liquibase.resource.AbstractResource;
import liquibase.resource.AbstractResourceAccessor;
import liquibase.resource.OpenOptions;
import liquibase.resource.Resource;
import org.junit.jupiter.api.Test;

/** The file is read back by Liquibase's own parser. */
final class ChangelogTest {
    private static final List<String> AWKWARD = List.of(
            "CREATE VIEW a.b\nAS SELECT 'one; two' AS x, \"it's\" AS y FROM t",
            "CREATE VIEW a.c AS SELECT '${user.home}' AS p, '--rollback x' AS q",
            "CREATE VIEW a.d AS SELECT 'first\n--rollback DROP TABLE t\n-- changeset orrery:9' AS q",
            "CREATE VIEW a.e AS SELECT '/* no comment */' AS q, 'a\\'b;' AS r, `we``ird;name` FROM `t`",
            "ALTER TABLE a.f ADD COLUMN s VARCHAR(10) DEFAULT \"x\\\"y;\"");

    @Test
    void liquibase_reads_every_statement_and_every_undo_as_they_were() throws Exception {
        List<Step> steps = new ArrayList<>();
        for (String sql : AWKWARD) {
            steps.add(step("a.b", sql, List.of()));
            steps.add(step("a.b", "DROP VIEW a.b", List.of(sql)));
            steps.add(step("a.b", "DROP VIEW a.c", List.of(sql, "REFRESH MATERIALIZED VIEW a.b WITH SYNC MODE", sql)));
        }
        Changelog changelog =
                Changelog.write(new Plan(steps, List.of(), List.of()), "bank", "prod", 7, "0123456789abcdef");

        DatabaseChangeLog read = parse(changelog);

        assertThat(read.getChangeSets()).hasSize(steps.size());
        for (int i = 0; i < steps.size(); i++) {
            ChangeSet changeSet = read.getChangeSets().get(i);
            assertThat(statements(changeSet.getChanges()))
                    .containsExactly(server(steps.get(i).sql()));
            assertThat(statements(changeSet.getRollback().getChanges()))
                    .containsExactlyElementsOf(steps.get(i).undo().stream()
                            .map(ChangelogTest::server)
                            .toList());
            assertThat(changeSet.getFilePath()).isEqualTo("orrery/bank/prod/0007.sql");
        }
    }

    @Test
    void the_same_plan_gives_the_same_bytes_and_is_known_again() {
        Plan plan = new Plan(
                List.of(step("ods.txn", "DROP VIEW x", List.of("CREATE VIEW x AS SELECT 1 AS a"))),
                List.of(),
                List.of());
        Changelog changelog = Changelog.write(plan, "bank", "prod", 12, "00ff");

        assertThat(changelog.text()).isEqualTo("""
                --liquibase formatted sql logicalFilePath:orrery/bank/prod/0012.sql
                -- orrery: project=bank environment=prod deployment=12 basis=00ff

                --changeset orrery:0012-01-ods.txn--replace dbms:starrocks runWith:starrocks splitStatements:false stripComments:false runInTransaction:false rollbackSplitStatements:false
                --comment: ~ view ods.txn: replace (instant); makes dws.x inactive
                DROP VIEW x
                --rollback CREATE VIEW x AS SELECT 1 AS a
                """);
        assertThat(Changelog.read(changelog.text())).isEqualTo(changelog);
    }

    @Test
    void a_name_with_blanks_and_colons_survives_in_the_id() {
        ChangeSetId id = new ChangeSetId(3, 41, "my db.näme: of=x", "create");

        assertThat(id.toString()).doesNotContain(" ", ":");
        assertThat(ChangeSetId.parse(id.toString())).contains(id);
    }

    @Test
    void another_file_is_no_plan() {
        assertThatThrownBy(() -> Changelog.read("CREATE TABLE t (a INT);\n"))
                .isInstanceOf(DiagnosticException.class)
                .hasMessageContaining("ORR-D007");
    }

    @Test
    void the_escapes_mean_the_same_to_the_parser() {
        for (String sql : AWKWARD.subList(0, 4)) {
            assertThat(SqlParser.parseStatement(SqlLines.escape(sql))).isEqualTo(SqlParser.parseStatement(sql));
        }
    }

    private static Step step(String subject, String sql, List<String> undo) {
        return new Step(
                Step.Mark.CHANGE, "replace", "view", subject, sql, undo, Cost.INSTANT, List.of("makes dws.x inactive"));
    }

    /** What reaches the server for what was planned: escapes that mean the same inside a string. */
    private static String server(String sql) {
        return sql.replaceAll("\\R(?=[ \\t]*--)", "\\\\n").replace("${", "$\\{");
    }

    private static List<String> statements(List<Change> changes) {
        return changes.stream()
                .flatMap(change -> Arrays.stream(change.generateStatements(new StarRocksDatabase())))
                .map(statement -> statement.toString().strip())
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static DatabaseChangeLog parse(Changelog changelog) throws Exception {
        return Scope.child(
                java.util.Map.of(Scope.Attr.resourceAccessor.name(), new OneFile(changelog.text())),
                () -> new FormattedSqlChangeLogParser()
                        .parse(
                                changelog.path(),
                                new ChangeLogParameters(new StarRocksDatabase()),
                                Scope.getCurrentScope().getResourceAccessor()));
    }

    private static final class OneFile extends AbstractResourceAccessor {
        private final String text;

        OneFile(String text) {
            this.text = text;
        }

        @Override
        public List<Resource> search(String path, boolean recursive) {
            return List.of();
        }

        @Override
        public List<Resource> getAll(String path) {
            return List.of(new AbstractResource(path, URI.create("memory:" + path)) {
                @Override
                public InputStream openInputStream() {
                    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
                }

                @Override
                public boolean isWritable() {
                    return false;
                }

                @Override
                public boolean exists() {
                    return true;
                }

                @Override
                public Resource resolve(String other) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public Resource resolveSibling(String other) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public java.io.OutputStream openOutputStream(OpenOptions options) {
                    throw new UnsupportedOperationException();
                }
            });
        }

        @Override
        public List<String> describeLocations() {
            return List.of("memory");
        }

        @Override
        public void close() {}
    }
}
