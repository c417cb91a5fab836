// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.deploy;

import dev.orrery.cli.CliCode;
import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.cli.server.Servers;
import dev.orrery.cli.server.TargetServer;
import dev.orrery.cli.terminal.Terminal;
import dev.orrery.ddl.deploy.Deployment;
import dev.orrery.ddl.diff.Desired;
import dev.orrery.ddl.environment.Survey;
import dev.orrery.ddl.environment.Surveyor;
import dev.orrery.ddl.seed.Seed;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.environment.Placement;
import dev.orrery.models.project.Environment;
import dev.orrery.models.project.EnvironmentRules;
import dev.orrery.models.project.StarRocksVersion;
import dev.orrery.models.select.Before;
import dev.orrery.models.select.Selection;
import dev.orrery.starrocks.StarRocks;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A project as one environment holds it, on the server of that environment. Closing it closes the connection and the server. */
public final class Site implements AutoCloseable {
    private final TargetServer server;
    private final StarRocks starRocks;
    private final Survey survey;
    private final Compilation here;

    private Site(TargetServer server, StarRocks starRocks, Survey survey) {
        this.server = server;
        this.starRocks = starRocks;
        this.survey = survey;
        this.here = survey.placement().here();
    }

    /**
     * Connects, and finds out what the environment builds for itself.
     *
     * @param whole the project as it is written
     * @throws DiagnosticException when the environment is not declared, or cannot stand on its base
     */
    public static Site open(
            ProjectFolder folder, Compilation whole, Servers servers, Optional<String> name, Terminal terminal) {
        Environment environment = servers.environment(whole.project(), name);
        Diagnostics diagnostics = new Diagnostics();
        if (environment.isBeside()) {
            EnvironmentRules.check(whole.project(), environment, servers::variable, diagnostics);
            diagnostics.throwIfErrors();
        }
        TargetServer server = servers.open(folder, whole.project(), name);
        try {
            StarRocks starRocks = server.connect();
            try {
                olderThan(
                                whole.project().target().version(),
                                starRocks.version().release())
                        .ifPresent(terminal::show);
                Survey survey = survey(folder, whole, servers, starRocks, environment);
                if (environment.base().isPresent()) {
                    terminal.say(survey.summary());
                    survey.stale()
                            .forEach(table -> terminal.say("  '" + table + "' differs too; it is loaded in '"
                                    + environment.base().get() + "' and read as it is there"));
                }
                return new Site(server, starRocks, survey);
            } catch (RuntimeException e) {
                starRocks.close();
                throw e;
            }
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** What a project for a newer server says may not be known to an older one. */
    static Optional<Diagnostic> olderThan(StarRocksVersion target, StarRocksVersion server) {
        return server.line().compareTo(target.line()) < 0
                ? Optional.of(Diagnostic.of(
                                CliCode.OLDER_SERVER,
                                "the server is StarRocks " + server.line() + ", the project is written for " + target)
                        .withHelp("say `starrocks: \"" + server.line()
                                + "\"` in orrery.yml, and `orrery check` finds what it does not have"))
                : Optional.empty();
    }

    private static Survey survey(
            ProjectFolder folder, Compilation whole, Servers servers, StarRocks starRocks, Environment environment) {
        // The rows of seeds only matter to what has a base.
        List<Seed> seeds = environment.base().isPresent() ? Deployments.read(folder, whole) : List.of();
        return new Surveyor(whole, seeds, new Surveyor.Surroundings() {
                    @Override
                    public Environment environment(String name) {
                        return servers.environment(whole.project(), Optional.of(name));
                    }

                    @Override
                    public Deployment deployment(Environment other) {
                        return Deployments.of(starRocks, whole, servers.stateName(other));
                    }

                    @Override
                    public String variable(String name) {
                        return servers.variable(name);
                    }

                    @Override
                    public Set<ModelName> changedSince(String revision) {
                        return new Selection(List.of("state:modified"), List.of())
                                .of(whole, Optional.of(Before.of(folder.files(), folder.filesAt(revision))));
                    }
                })
                .survey(environment);
    }

    public TargetServer server() {
        return server;
    }

    public StarRocks starRocks() {
        return starRocks;
    }

    /** What is built here, under the names that it has here. */
    public Compilation here() {
        return here;
    }

    public Placement placement() {
        return survey.placement();
    }

    public Survey survey() {
        return survey;
    }

    public Deployment deployment() {
        return Deployments.of(starRocks, here, server);
    }

    /** What the models that are built here say. */
    public Desired desired() {
        Desired desired = Deployments.desired(here);
        return survey.placement().environment().base().isPresent()
                ? desired.reading(survey.placement().elsewhere())
                : desired;
    }

    @Override
    public void close() {
        try (server) {
            starRocks.close();
        }
    }
}
