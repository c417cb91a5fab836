// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.ddl.diff.Destructive;
import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** For random catalogs a and b; the repetition is the seed. That a server ends as b is shown against the embedded one. */
final class PlanPropertyTest {
    private static final Pattern OBJECT = Pattern.compile("\\b(?:ods|dwd|dws|ads)\\.\\w+");

    @RepeatedTest(60)
    void nothing_differs_from_itself(RepetitionInfo seed) {
        for (Catalog catalog : new GeneratedCatalogs(seed.getCurrentRepetition()).pair()) {
            Plan plan = Plan.of(catalog, ScenarioTest.live(catalog), Destructive.ALLOWED);
            assertThat(plan.isEmpty()).isTrue();
            assertThat(plan.findings()).isEmpty();
        }
    }

    @RepeatedTest(60)
    void every_statement_finds_what_it_names(RepetitionInfo seed) {
        List<Catalog> pair = new GeneratedCatalogs(seed.getCurrentRepetition()).pair();
        Plan plan = Plan.of(pair.get(1), ScenarioTest.live(pair.get(0)), Destructive.ALLOWED);
        assertThat(plan.findings()).allMatch(finding -> finding.severity() == Severity.NOTE);

        Set<String> present = new HashSet<>();
        pair.get(0).names().stream().map(ModelName::toString).forEach(present::add);
        for (Step step : plan.steps()) {
            run(step.sql(), present);
        }
        assertThat(present)
                .containsExactlyInAnyOrderElementsOf(
                        pair.get(1).names().stream().map(ModelName::toString).toList());
    }

    @RepeatedTest(60)
    void undoing_every_step_backwards_leads_back(RepetitionInfo seed) {
        List<Catalog> pair = new GeneratedCatalogs(seed.getCurrentRepetition()).pair();
        Plan plan = Plan.of(pair.get(1), ScenarioTest.live(pair.get(0)), Destructive.ALLOWED);

        Set<String> present = new HashSet<>();
        pair.get(1).names().stream().map(ModelName::toString).forEach(present::add);
        List<Step> backwards = new ArrayList<>(plan.steps());
        java.util.Collections.reverse(backwards);
        for (Step step : backwards) {
            step.undo().forEach(undo -> run(undo, present));
        }
        assertThat(present)
                .containsExactlyInAnyOrderElementsOf(
                        pair.get(0).names().stream().map(ModelName::toString).toList());
    }

    /** A server that knows only which objects there are, and refuses a statement that names another. */
    private static void run(String sql, Set<String> present) {
        List<String> names = new ArrayList<>();
        Matcher matcher = OBJECT.matcher(sql);
        while (matcher.find()) {
            names.add(matcher.group());
        }
        if (sql.startsWith("CREATE DATABASE")) {
            return;
        }
        String subject = names.get(0);
        if (sql.startsWith("CREATE")) {
            assertThat(present).as(sql).containsAll(names.subList(1, names.size()));
            boolean isNew = present.add(subject);
            assertThat(isNew).as(sql).isEqualTo(!sql.startsWith("CREATE OR REPLACE"));
        } else if (sql.startsWith("DROP")) {
            assertThat(present.remove(subject)).as(sql).isTrue();
        } else {
            assertThat(present).as(sql).contains(subject);
        }
    }
}
