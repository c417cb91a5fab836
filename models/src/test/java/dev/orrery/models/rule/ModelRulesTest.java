// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.models.GoldenCases;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.compile.Compiler;
import dev.orrery.models.diagnostic.DiagnosticText;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.project.Project;
import dev.orrery.models.project.SourceFiles;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each rule with a project against it and what is said about it. */
class ModelRulesTest {
    private static final Pattern FILE = Pattern.compile("(?m)^== (\\S+)\n");

    /** What every case stands on. */
    private static final Map<String, String> BASE = Map.of(
            "orrery.yml",
            """
            name: rules
            starrocks: "4.1"
            layers:
              ods: { kind: table, loaded: true }
              dim: { kind: table, loaded: true }
              dwd: { kind: view, reads: [ods, dim, dwd] }
              dws: { kind: materialized_view, reads: [ods, dim, dwd, dws, external], target_lag: 10 minutes }
            """,
            "models/ods/txn.sql",
            """
            CREATE TABLE ods.txn (txn_id BIGINT NOT NULL, day DATE NOT NULL, booked_at DATETIME, account_id BIGINT,
              amount DECIMAL(18, 2), score DOUBLE, code VARCHAR(16), data JSON)
            PRIMARY KEY (txn_id, day) PARTITION BY date_trunc('day', day) DISTRIBUTED BY HASH (txn_id)
            """,
            "models/ods/event.sql",
            """
            CREATE TABLE ods.event (id BIGINT, region VARCHAR(16), day DATE)
            DUPLICATE KEY (id) PARTITION BY (region) DISTRIBUTED BY HASH (id)
            """,
            "models/dim/account.sql",
            """
            CREATE TABLE dim.account (account_id BIGINT NOT NULL, branch VARCHAR(16), opened DATE)
            PRIMARY KEY (account_id) DISTRIBUTED BY HASH (account_id) BUCKETS 4
            """,
            "models/dwd/txn.sql",
            """
            WITH booked AS (SELECT t.txn_id, t.day, t.booked_at, t.account_id, t.amount, t.code, t.data FROM ods.txn t)
            SELECT b.txn_id, b.day, b.booked_at, date_trunc('month', b.day) AS month, b.account_id, b.amount, b.code, b.data,
              to_date(b.booked_at) AS booked_on
            FROM booked b
            """);

    static Map<String, String> files(String input) {
        Map<String, String> files = new HashMap<>(BASE);
        Matcher matcher = FILE.matcher(input);
        String path = "models/dws/m.sql";
        int from = 0;
        while (matcher.find()) {
            if (matcher.start() > 0) {
                files.put(path, input.substring(from, matcher.start()));
            }
            path = matcher.group(1);
            from = matcher.end();
        }
        files.put(path, input.substring(from));
        return files;
    }

    private static String answer(String input) {
        Diagnostics diagnostics = new Diagnostics();
        Compiler.compile(Project.load(SourceFiles.of(files(input)), diagnostics), diagnostics);
        return diagnostics.sorted().stream()
                .map(DiagnosticText::of)
                .collect(Collectors.joining())
                .strip();
    }

    @TestFactory
    Stream<DynamicTest> materialized_views_against_the_rules_are_refused_with_the_reason() {
        return GoldenCases.of("rules/materialized_views.txt", ModelRulesTest::answer);
    }

    @TestFactory
    Stream<DynamicTest> what_experience_advises_against_is_said() {
        return GoldenCases.of("rules/lints.txt", ModelRulesTest::answer);
    }

    @Test
    void a_json_path_that_many_read_is_proposed_as_a_generated_column() {
        Diagnostics diagnostics = new Diagnostics();
        Project project = Project.load(SourceFiles.of(files("""
                                == models/dwd/a.sql
                                SELECT get_json_string(t.data, '$.address.city') AS city FROM ods.txn t
                                == models/dwd/b.sql
                                SELECT get_json_string(v.data, 'address.city') AS city FROM dwd.txn v
                                WHERE get_json_string(v.data, '$.address.city') IS NOT NULL
                                """)), diagnostics);
        ModelRules rules = new ModelRules(project);
        Compiler.compile(project, diagnostics, rules);

        assertThat(rules.proposals()).singleElement().satisfies(proposal -> {
            assertThat(proposal.table()).isEqualTo(ModelName.parse("ods.txn"));
            assertThat(proposal.column()).isEqualTo("city");
            assertThat(proposal.uses()).isEqualTo(3);
            assertThat(proposal.readers()).containsExactly(ModelName.parse("dwd.a"), ModelName.parse("dwd.b"));
        });
    }
}
