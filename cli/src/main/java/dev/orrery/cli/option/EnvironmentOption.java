// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.option;

import dev.orrery.cli.deploy.Site;
import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.cli.server.Servers;
import dev.orrery.cli.server.TargetServer;
import dev.orrery.cli.terminal.Terminal;
import dev.orrery.models.compile.Compilation;
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
     * What orrery.yml says of it.
     *
     * @throws dev.orrery.models.diagnostic.DiagnosticException ORR-C002 when it is not declared
     */
    public Environment declared(Project project) {
        return new Servers(System.getenv()).environment(project, Optional.ofNullable(environment));
    }

    public TargetServer open(ProjectFolder folder, Project project) {
        return new Servers(System.getenv()).open(folder, project, Optional.ofNullable(environment));
    }
}
