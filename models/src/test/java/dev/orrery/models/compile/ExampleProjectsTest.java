// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.models.catalog.ModelGraph;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.DiagnosticText;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.lineage.Lineage;
import dev.orrery.models.lineage.LineageText;
import dev.orrery.models.project.Project;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExampleProjectsTest {
    private final Diagnostics diagnostics = new Diagnostics();
    private final Compilation bank =
            Compiler.compile(Project.load(TestFiles.below(Path.of("../examples/bank")), diagnostics), diagnostics);

    @Test
    void the_bank_compiles_without_a_finding() {
        assertThat(diagnostics.sorted()).extracting(DiagnosticText::of).isEmpty();
        assertThat(bank.statements()).hasSize(bank.models().size());
        assertThat(bank.graph().find(ModelName.parse("ads.risk_limit")).map(ModelGraph.Node::kind))
                .contains(ModelGraph.Kind.BATCH_TABLE);
    }

    @Test
    void the_banks_diamond_is_in_the_graph() {
        assertThat(bank.graph().upstreamMaterializedViews(ModelName.parse("dws.branch_day")))
                .hasToString("[dws.branch_day_balance, dws.branch_day_flow, dws.branch_day_loan]");
    }

    @Test
    void a_dashboard_column_is_traced_through_views_mvs_and_the_generated_column() {
        Lineage.Answer city = bank.lineage()
                .upstream(ModelName.parse("ads.city_deposits"), Optional.of("city"), Lineage.Follow.VALUES);
        assertThat(LineageText.upstream(city)).isEqualTo("""
                ads.city_deposits.city
                  dwd.account.city
                    ods.customer.city (transformed)
                      ods.customer.profile->$.address.city (transformed)
                        source:core.customer.profile
                """);
        Lineage.Answer near = bank.lineage()
                .upstream(ModelName.parse("ads.city_deposits"), Optional.of("city"), Lineage.Follow.VALUES, 2);
        assertThat(LineageText.upstream(near)).isEqualTo("""
                ads.city_deposits.city
                  dwd.account.city
                    ods.customer.city (transformed)
                """);
        Lineage.Answer down = bank.lineage()
                .downstream(ModelName.parse("ods.customer"), Optional.of("profile"), Lineage.Follow.VALUES);
        assertThat(LineageText.downstream(down)).isEqualTo("""
                ods.customer.profile
                  ods.customer.city (transformed)
                    dwd.account.city (transformed)
                      ads.city_deposits.city
                """);
        assertThat(LineageText.mermaid(down)).startsWith("flowchart LR\n").contains("c0[\"city\"]");
        assertThat(LineageText.dot(down)).startsWith("digraph lineage {").contains("\"ods.customer\":\"c_city\" -> ");
        assertThat(LineageText.json(down))
                .contains("{\"from\": \"dwd.account.city\", \"to\": \"ads.city_deposits.city\", \"flow\": \"direct\"}");
    }
}
