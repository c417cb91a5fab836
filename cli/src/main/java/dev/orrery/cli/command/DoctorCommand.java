// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.command;

import dev.orrery.cli.ExitCode;
import dev.orrery.cli.deploy.Site;
import dev.orrery.cli.doctor.Finding;
import dev.orrery.cli.doctor.FrontEndCheckup;
import dev.orrery.cli.doctor.PrivilegeCheckup;
import dev.orrery.cli.doctor.ServerCheckup;
import dev.orrery.cli.option.EnvironmentOption;
import dev.orrery.cli.option.ProjectOptions;
import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.cli.server.TargetServer;
import dev.orrery.cli.terminal.Figures;
import dev.orrery.cli.terminal.Terminal;
import dev.orrery.ddl.deploy.DeployStatus;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.compile.Compiler;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.EnvironmentException;
import dev.orrery.models.diagnostic.Severity;
import dev.orrery.starrocks.ServerAddress;
import dev.orrery.starrocks.StarRocks;
import dev.orrery.starrocks.StarRocksCode;
import dev.orrery.starrocks.StateDatabase;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "doctor", description = "Whether this machine, the project and a server fit together. Changes nothing.")
final class DoctorCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Mixin
    private EnvironmentOption environment = new EnvironmentOption();

    DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<Finding> findings = new ArrayList<>();
        show(findings, Finding.ok("java", Runtime.version().toString()));
        ProjectFolder folder = project.find();
        Diagnostics diagnostics = new Diagnostics();
        Compilation compilation = Compiler.compile(folder.load(diagnostics), diagnostics);
        show(findings, files(compilation, diagnostics));
        try (TargetServer server = environment.open(folder, compilation.project())) {
            FrontEndCheckup.of(server.address()).forEach(finding -> show(findings, finding));
            try (StarRocks starRocks = server.connect()) {
                examine(findings, folder, compilation, server, starRocks);
            }
        } catch (EnvironmentException e) {
            boolean refused = e.diagnostic().code() == StarRocksCode.ACCESS_DENIED;
            show(
                    findings,
                    Finding.failed(
                            refused ? "auth" : "server",
                            e.diagnostic().message(),
                            e.diagnostic().help().orElse("")));
            return ExitCode.ENVIRONMENT;
        }
        boolean failed = findings.stream().anyMatch(finding -> finding.verdict() == Finding.Verdict.FAILED);
        return failed ? ExitCode.FAILED : ExitCode.OK;
    }

    private void examine(
            List<Finding> findings,
            ProjectFolder folder,
            Compilation compilation,
            TargetServer server,
            StarRocks starRocks) {
        ServerAddress address = server.address();
        show(
                findings,
                Finding.ok(
                        "auth",
                        "'" + address.user() + "'"
                                + (address.tls() == ServerAddress.Tls.REQUIRED ? ", over TLS" : ", not encrypted")));
        new ServerCheckup(starRocks, compilation.project().target(), Clock.systemUTC())
                .findings()
                .forEach(finding -> show(findings, finding));
        try (Site site = environment.enter(folder, compilation, terminal)) {
            show(
                    findings,
                    new PrivilegeCheckup(starRocks)
                            .finding(
                                    site.here().catalog(),
                                    site.placement().elsewhere(),
                                    new StateDatabase(
                                                    starRocks,
                                                    compilation.project().name(),
                                                    server.environment())
                                            .name()));
            show(findings, deployments(site.deployment().status()));
        } catch (DiagnosticException e) {
            e.diagnostics()
                    .forEach(diagnostic -> show(
                            findings,
                            Finding.failed(
                                    "environment",
                                    diagnostic.message(),
                                    diagnostic.help().orElse(""))));
        }
    }

    private void show(List<Finding> findings, Finding finding) {
        findings.add(finding);
        terminal.print(finding.toString());
    }

    private static Finding files(Compilation compilation, Diagnostics diagnostics) {
        long errors = diagnostics.sorted().stream()
                .filter(diagnostic -> diagnostic.severity() == Severity.ERROR)
                .count();
        String models = Figures.count(compilation.project().models().size(), "model");
        return errors == 0
                ? Finding.ok("project", compilation.project().name() + ", " + models)
                : Finding.failed(
                        "project", models + ", " + Figures.count(errors, "error"), "`orrery check` shows them");
    }

    private static Finding deployments(DeployStatus status) {
        if (status.deploying().isPresent()) {
            return Finding.warning(
                    "deploying", "the lock is held: " + status.deploying().get(), "wait, or see `orrery status`");
        }
        return Finding.ok(
                "deployed",
                status.last().map(last -> "deployment " + last.tag()).orElse("nothing yet") + ", "
                        + Figures.count(status.registry().entries().size(), "object"));
    }
}
