// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.option;

import dev.orrery.cli.CliCode;
import dev.orrery.cli.deploy.Site;
import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.cli.server.Servers;
import dev.orrery.cli.server.TargetServer;
import dev.orrery.cli.terminal.Terminal;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.project.Environment;
import dev.orrery.models.project.Project;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code -e NAME}: on every command that talks to a server. */
public final class EnvironmentOption {
    @Option(
            names = {"-e", "--environment"},
            paramLabel = "NAME",
            description = "An environment of orrery.yml (default: the project's embedded server).")
    @Nullable
    String environment;

    /** As it was given. */
    public Optional<String> name() {
        return Optional.ofNullable(environment);
    }

    /** The project as the environment holds it, on its server. */
    public Site enter(ProjectFolder folder, Compilation compilation, Terminal terminal) {
        return Site.open(folder, compilation, new Servers(System.getenv()), Optional.ofNullable(environment), terminal);
    }

    /**
     * @throws DiagnosticException ORR-C021 when a pipeline would write into what another environment loads
     */
    public void refuseToLoadFor(Project project, String pipeline) {
        Environment declared = new Servers(System.getenv()).environment(project, Optional.ofNullable(environment));
        if (declared.isBeside()) {
            throw new DiagnosticException(Diagnostic.of(
                            CliCode.LOADED_IN_BASE,
                            "pipeline '" + pipeline + "' fills tables that environment '" + declared.name()
                                    + "' has under other names or reads from its base")
                    .withHelp("run it for the environment whose tables it names"));
        }
    }

    public TargetServer open(ProjectFolder folder, Project project) {
        return new Servers(System.getenv()).open(folder, project, Optional.ofNullable(environment));
    }
}
