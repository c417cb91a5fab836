// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a modeler does on a project of their own, with the packaged command and the embedded server. */
class ModelerIT {
    @TempDir
    private Path home = Path.of("");

    private Path bank = Path.of("");

    @BeforeEach
    void a_project_from_the_template() throws IOException, InterruptedException {
        bank = home.resolve("bank");
        assertThat(OrreryProcess.run(home, "init", "bank", "--template", "bank").exitCode())
                .isZero();
    }

    private OrreryProcess.Ended orrery(String... arguments) throws IOException, InterruptedException {
        return OrreryProcess.run(bank, arguments);
    }

    private void edit(String file, String from, String to) throws IOException {
        Path path = bank.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(from);
        Files.writeString(path, text.replace(from, to));
    }

    @Test
    void a_misspelt_column_is_shown_with_its_place_and_the_nearest_name() throws IOException, InterruptedException {
        assertThat(orrery("check").exitCode()).isZero();
        edit("models/dws/branch_day_flow.sql", "sum(t.signed_amount) AS", "sum(t.signed_amont) AS");
        OrreryProcess.Ended checked = orrery("check");
        assertThat(checked.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(checked.err()).contains("""
                error[ORR-M051]: column 'signed_amont' is not in 'dwd.txn'
                  --> models/dws/branch_day_flow.sql:18:9
                  18 |   sum(t.signed_amont) AS net_flow,
                     |         ^^^^^^^^^^^^ did you mean 'signed_amount'?
                """);
    }

    @Test
    void a_plan_is_empty_after_an_apply_and_a_column_comes_and_goes() throws IOException, InterruptedException {
        assertThat(orrery("plan", "--detailed-exitcode").exitCode()).isEqualTo(ExitCode.DIFFERENCES);
        OrreryProcess.Ended applied = orrery("apply", "--auto-approve");
        assertThat(applied.exitCode()).as(applied.toString()).isZero();
        OrreryProcess.Ended nothing = orrery("plan", "--detailed-exitcode");
        assertThat(nothing.exitCode()).as(nothing.toString()).isZero();
        assertThat(nothing.out()).isEqualTo("No differences.\n");

        edit("models/dim/branch.sql", "  opened_on DATE NULL", "  phone VARCHAR(32) NULL,\n  opened_on DATE NULL");
        OrreryProcess.Ended planned = orrery("plan", "--detailed-exitcode");
        assertThat(planned.exitCode()).isEqualTo(ExitCode.DIFFERENCES);
        assertThat(planned.out()).contains("~ table dim.branch").contains("phone");
        assertThat(orrery("apply", "--auto-approve").exitCode()).isZero();
        assertThat(orrery("plan", "--detailed-exitcode").exitCode()).isZero();

        OrreryProcess.Ended undone = orrery("rollback", "--count", "1", "--auto-approve");
        assertThat(undone.exitCode()).as(undone.toString()).isZero();
        assertThat(orrery("plan", "--detailed-exitcode").out()).contains("phone");
    }

    @Test
    void an_apply_that_nobody_agreed_to_changes_nothing() throws IOException, InterruptedException {
        OrreryProcess.Ended refused = orrery("apply");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.err()).contains("ORR-C006");
        assertThat(orrery("history").out()).isEqualTo("nothing was deployed yet\n");
    }

    @Test
    void a_pipeline_with_an_unknown_key_names_the_nearest() throws IOException, InterruptedException {
        assertThat(orrery("apply", "--auto-approve").exitCode()).isZero();
        edit("pipelines/core.yml", "checkpoint_interval", "checkpoint_intervall");
        OrreryProcess.Ended refused = orrery("load", "run", "core");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.err())
                .contains("pipelines/core.yml:5:3")
                .contains("'checkpoint_intervall' is not known")
                .contains("did you mean 'checkpoint_interval'?");
    }

    @Test
    void what_is_not_there_is_said_with_a_way_out() throws IOException, InterruptedException {
        assertThat(OrreryProcess.run(home, "check").err()).contains("ORR-C001").contains("orrery init DIR");
        assertThat(orrery("plan", "-e", "prd").err()).contains("ORR-C002").contains("did you mean 'prod'?");
        assertThat(orrery("load", "run", "coer").err()).contains("ORR-C012").contains("did you mean 'core'?");
        assertThat(orrery("show", "dws.branch_dya").err())
                .contains("ORR-C011")
                .contains("did you mean 'dws.branch_day'?");
        assertThat(orrery("explain", "ORR-M051").out()).startsWith("# ORR-M051: ");
        assertThat(orrery("chek").exitCode()).isEqualTo(ExitCode.WRONG_USE);
    }

    @Test
    void a_busy_port_is_named() throws IOException, InterruptedException {
        try (java.net.ServerSocket taken = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            OrreryProcess.Ended refused =
                    orrery("embedded", "--mysql-port", String.valueOf(taken.getLocalPort()), "--http-port", "0");
            assertThat(refused.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
            assertThat(refused.err()).contains("ORR-E002").contains("port " + taken.getLocalPort() + " is in use");
        }
    }

    @Test
    void a_figure_is_traced_to_the_columns_that_it_is_made_of() throws IOException, InterruptedException {
        OrreryProcess.Ended traced = orrery("lineage", "ads.city_deposits.city");
        assertThat(traced.exitCode()).as(traced.toString()).isZero();
        assertThat(traced.out()).contains("ods.customer.profile");
    }
}
