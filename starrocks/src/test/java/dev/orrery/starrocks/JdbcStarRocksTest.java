// SPDX-License-Identifier: Apache-2.0
package dev.orrery.starrocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.EnvironmentException;
import dev.orrery.starrocks.ServerAddress.FrontEnd;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JdbcStarRocksTest {
    private static final ModelName MV = ModelName.parse("dws.branch_day");

    @Test
    void version_and_time_zone_are_asked_once() throws IOException {
        try (ScriptedFrontEnd frontEnd = new ScriptedFrontEnd().answer("current_version()", List.of("3.5.2-abc"));
                JdbcStarRocks starRocks = JdbcStarRocks.connect(frontEnd.address())) {
            assertThat(starRocks.version().atLeast(3, 5, 2)).isTrue();
            assertThat(starRocks.timeZone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
            assertThat(frontEnd.asked).containsExactly("SELECT current_version()");
        }
    }

    @Test
    void a_front_end_without_back_ends_still_tells_its_version() throws IOException {
        try (ScriptedFrontEnd frontEnd = new ScriptedFrontEnd()
                        .refuse(
                                "current_version()",
                                1064,
                                "HY000",
                                "Backend not found. Check if any backend is down or not");
                JdbcStarRocks starRocks = JdbcStarRocks.connect(frontEnd.address())) {
            assertThat(starRocks.version()).hasToString("4.1.0-ad83983");
        }
    }

    @Test
    void a_wrong_password_names_the_user_and_the_front_end() throws IOException {
        try (ScriptedFrontEnd frontEnd = new ScriptedFrontEnd()) {
            ServerAddress right = frontEnd.address();
            ServerAddress wrong =
                    new ServerAddress(right.frontEnds(), "root", Password.of("hunter2"), ServerAddress.Tls.OFF);
            assertThatThrownBy(() -> JdbcStarRocks.connect(wrong))
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessageContaining("ORR-S002")
                    .hasMessageContaining("'" + right.hosts() + "' refuses user 'root'")
                    .hasMessageNotContaining("hunter2");
        }
    }

    @Test
    void another_front_end_answers_when_the_first_is_gone() throws IOException {
        try (ScriptedFrontEnd second = new ScriptedFrontEnd().answer("current_version()", List.of("4.1.0"))) {
            ScriptedFrontEnd first = new ScriptedFrontEnd().answer("current_version()", List.of("4.1.0"));
            List<FrontEnd> both = List.of(
                    first.address().frontEnds().get(0),
                    second.address().frontEnds().get(0));
            second.answer("SCHEMA_NAME", List.of("dwd"), List.of("ods"));
            try (JdbcStarRocks starRocks = JdbcStarRocks.connect(
                    new ServerAddress(both, "root", Password.of("secret"), ServerAddress.Tls.OFF))) {
                assertThat(second.asked).isEmpty();
                first.close();
                assertThat(starRocks.databases()).containsExactly("dwd", "ods");
            }
        }
    }

    @Test
    void a_statement_that_may_have_been_carried_out_is_not_sent_twice() throws IOException {
        try (ScriptedFrontEnd second = new ScriptedFrontEnd().answer("current_version()", List.of("4.1.0"))) {
            ScriptedFrontEnd first = new ScriptedFrontEnd().answer("current_version()", List.of("4.1.0"));
            List<FrontEnd> both = List.of(
                    first.address().frontEnds().get(0),
                    second.address().frontEnds().get(0));
            try (JdbcStarRocks starRocks = JdbcStarRocks.connect(
                    new ServerAddress(both, "root", Password.of("secret"), ServerAddress.Tls.OFF))) {
                first.close();
                assertThatThrownBy(() -> starRocks.execute("DROP TABLE x"))
                        .isInstanceOfSatisfying(
                                ServerException.class,
                                e -> assertThat(e.kind()).isEqualTo(ServerException.Kind.CONNECTION_LOST));
                assertThat(second.asked).isEmpty();
                starRocks.execute("DROP TABLE y");
                assertThat(second.asked).containsExactly("DROP TABLE y");
            }
        }
    }

    @Test
    void everything_in_some_databases_is_read_with_three_statements() throws IOException {
        try (ScriptedFrontEnd frontEnd = new ScriptedFrontEnd()
                        .answer("current_version()", List.of("4.1.0"))
                        .answer(
                                "`information_schema`.`materialized_views`",
                                Arrays.asList(
                                        "dws", "branch_day", "MANUAL", "true", "", "mv-1", null, null, "7", "CREATE …"))
                        .answer(
                                "`information_schema`.`tables` ",
                                List.of("dwd", "txn", "VIEW", ""),
                                List.of("dws", "branch_day", "VIEW", "per day"),
                                List.of("ods", "txn", "BASE TABLE", ""))
                        .answer(
                                "`information_schema`.`columns`",
                                Arrays.asList("ods", "txn", "b", "2", "int", "YES", ""),
                                Arrays.asList("ods", "txn", "a", "1", "bigint(20)", "NO", "key"));
                JdbcStarRocks starRocks = JdbcStarRocks.connect(frontEnd.address())) {
            frontEnd.asked.clear();
            LiveObjects objects = starRocks.objects(Set.of("ods", "dwd", "dws"));
            assertThat(frontEnd.asked)
                    .hasSize(3)
                    .allSatisfy(statement -> assertThat(statement).contains("in ('dwd', 'dws', 'ods')"));
            assertThat(objects.tables())
                    .extracting(LiveObjects.LiveTable::kind)
                    .containsExactly(LiveObjects.Kind.VIEW, LiveObjects.Kind.MATERIALIZED_VIEW, LiveObjects.Kind.TABLE);
            assertThat(objects.columns())
                    .extracting(LiveObjects.LiveColumn::name)
                    .containsExactly("a", "b");
            assertThat(objects.columns().get(0).nullable()).isFalse();
            assertThat(objects.materializedViews().get(0).isActive()).isTrue();
        }
    }

    @Test
    void partitions_of_the_asked_tables_are_read_with_one_statement() throws IOException {
        try (ScriptedFrontEnd frontEnd = new ScriptedFrontEnd()
                        .answer("current_version()", List.of("4.1.0"))
                        .answer(
                                "partitions_meta",
                                List.of("ods", "txn", "p2", "12", "3", "2026-11-21 18:16:46", "3", "9", "0"),
                                List.of("ods", "txn", "p1", "11", "2", "2026-11-21 18:16:40", "2", "8", "false"),
                                List.of("ods", "txn", "tmp", "13", "1", "", "1", "7", "true"),
                                List.of("ods", "other", "p", "14", "1", "", "1", "7", "false"));
                JdbcStarRocks starRocks = JdbcStarRocks.connect(frontEnd.address())) {
            frontEnd.asked.clear();
            List<PartitionVersion> partitions = starRocks.partitions(Set.of(ModelName.parse("ods.txn")));
            assertThat(partitions).extracting(PartitionVersion::partition).containsExactly("p1", "p2");
            assertThat(partitions.get(1).changedAt()).contains(LocalDateTime.parse("2026-11-21T18:16:46"));
            assertThat(frontEnd.asked).hasSize(1);
        }
    }

    @Test
    void a_refresh_is_sent_asynchronously_with_its_trace_and_gives_its_query_id() throws IOException {
        try (ScriptedFrontEnd frontEnd = new ScriptedFrontEnd()
                        .answer("current_version()", List.of("4.1.0"))
                        .answer("REFRESH MATERIALIZED VIEW", List.of("01a1fd9c-ee03-7c09-88d7-5853b63dc2d4"));
                JdbcStarRocks starRocks = JdbcStarRocks.connect(frontEnd.address())) {
            frontEnd.asked.clear();
            assertThat(starRocks.refresh(MV, "wave 7 */")).isEqualTo("01a1fd9c-ee03-7c09-88d7-5853b63dc2d4");
            assertThat(frontEnd.asked)
                    .containsExactly(
                            "/* orrery wave 7 * / */ REFRESH MATERIALIZED VIEW `dws`.`branch_day` WITH ASYNC MODE");
        }
    }

    @Test
    void before_4_0_task_runs_have_no_job_column_and_their_properties_tell_it() throws IOException {
        try (ScriptedFrontEnd frontEnd = new ScriptedFrontEnd()
                        .answer("current_version()", List.of("3.5.1"))
                        .answer(
                                "task_runs",
                                Arrays.asList(
                                        "q2",
                                        "mv-1",
                                        "SUCCESS",
                                        "2026-11-21 10:16:48",
                                        "2026-11-21 10:16:49",
                                        "0",
                                        null,
                                        "100%",
                                        null,
                                        "{\"START_TASK_RUN_ID\":\"job-1\"}",
                                        ""),
                                Arrays.asList(
                                        "q1",
                                        "mv-1",
                                        "MERGED",
                                        "2026-11-21 10:16:47",
                                        null,
                                        "0",
                                        null,
                                        "",
                                        null,
                                        "",
                                        ""));
                JdbcStarRocks starRocks = JdbcStarRocks.connect(frontEnd.address())) {
            frontEnd.asked.clear();
            List<TaskRun> runs = starRocks.taskRuns(Set.of("mv-1"));
            assertThat(runs).extracting(TaskRun::queryId).containsExactly("q1", "q2");
            assertThat(runs.get(1).jobId()).contains("job-1");
            assertThat(frontEnd.asked).singleElement().asString().contains("'' as `JOB_ID`");
        }
    }

    @Test
    void braces_and_question_marks_in_model_text_arrive_as_they_are() throws IOException {
        try (ScriptedFrontEnd frontEnd = new ScriptedFrontEnd().answer("current_version()", List.of("4.1.0"));
                JdbcStarRocks starRocks = JdbcStarRocks.connect(frontEnd.address())) {
            String text = "CREATE VIEW v AS SELECT '{d x} ? ${y}' AS a, parse_json('{\"k\": 1}') AS b";
            frontEnd.asked.clear();
            starRocks.execute(text);
            assertThat(frontEnd.asked).containsExactly(text);
        }
    }

    @Test
    void an_object_that_is_not_there_has_no_create_statement() throws IOException {
        try (ScriptedFrontEnd frontEnd = new ScriptedFrontEnd()
                        .answer("current_version()", List.of("4.1.0"))
                        .answer("`dws`.`branch_day`", List.of("branch_day", "CREATE MATERIALIZED VIEW …"))
                        .refuse(
                                "`dws`.`nope`",
                                5502,
                                "42602",
                                "Getting analyzing error. Detail message: Unknown table 'dws.nope'.");
                JdbcStarRocks starRocks = JdbcStarRocks.connect(frontEnd.address())) {
            assertThat(starRocks.showCreate(MV)).contains("CREATE MATERIALIZED VIEW …");
            assertThat(starRocks.showCreate(ModelName.parse("dws.nope"))).isEmpty();
        }
    }
}
