// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.deploy;

import dev.orrery.cli.CliCode;
import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.cli.server.TargetServer;
import dev.orrery.cli.terminal.Terminal;
import dev.orrery.ddl.deploy.DeployTarget;
import dev.orrery.ddl.deploy.Deployment;
import dev.orrery.ddl.diff.Desired;
import dev.orrery.ddl.seed.Seed;
import dev.orrery.ddl.seed.SeedReader;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.starrocks.StarRocks;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the deploying commands share: the deployment of a project to a server, its seeds, and the question before. */
public final class Deployments {
    private Deployments() {}

    public static Deployment of(StarRocks starRocks, Compilation compilation, TargetServer server) {
        return of(starRocks, compilation, server.environment());
    }

    /**
     * @param environment under which state is kept
     */
    static Deployment of(StarRocks starRocks, Compilation compilation, String environment) {
        String owner = System.getProperty("user.name") + ", pid "
                + ProcessHandle.current().pid();
        return new Deployment(
                starRocks, new DeployTarget(compilation.project().name(), environment, owner), Clock.systemUTC());
    }

    /** What the models of a project say, with the words of their headers. */
    public static Desired desired(Compilation compilation) {
        Set<ModelName> destructive = new TreeSet<>();
        SortedMap<ModelName, ModelName> renamed = new TreeMap<>();
        SortedMap<ModelName, Map<String, Set<String>>> grants = new TreeMap<>();
        SortedMap<ModelName, Map<String, String>> columns = new TreeMap<>();
        compilation.models().forEach((name, model) -> {
            if (model.header().life().destructive()) {
                destructive.add(name);
            }
            if (!model.grants().isEmpty()) {
                grants.put(name, new TreeMap<>(model.grants()));
            }
            if (!model.header().life().formerColumns().isEmpty()) {
                columns.put(name, model.header().life().formerColumns());
            }
            model.header().life().renamedFrom().ifPresent(old -> renamed.put(name, qualified(old, name)));
        });
        return new Desired(compilation.catalog(), destructive, renamed, grants, false).renaming(columns);
    }

    private static ModelName qualified(String old, ModelName now) {
        return old.indexOf('.') < 0 ? new ModelName(now.database(), old) : ModelName.parse(old);
    }

    /**
     * The seeds of a project, read.
     *
     * @throws DiagnosticException when one does not fit its table
     */
    public static List<Seed> read(ProjectFolder folder, Compilation compilation) {
        Diagnostics diagnostics = new Diagnostics();
        List<Seed> seeds = read(folder, compilation, diagnostics);
        diagnostics.throwIfErrors();
        return seeds;
    }

    /** Those that fit their tables; what does not goes to the diagnostics. */
    public static List<Seed> read(ProjectFolder folder, Compilation compilation, Diagnostics diagnostics) {
        List<Seed> seeds = new ArrayList<>();
        compilation
                .models()
                .values()
                .forEach(model -> model.seed()
                        .flatMap(path -> folder.files().read(path))
                        .ifPresent(file -> compilation
                                .catalog()
                                .find(model.name())
                                .filter(Definition.Table.class::isInstance)
                                .map(Definition.Table.class::cast)
                                .flatMap(table -> SeedReader.read(file, table, diagnostics))
                                .ifPresent(seeds::add)));
        return seeds;
    }

    /**
     * Asks a person; nobody there is a no that says how to say yes beforehand.
     *
     * @throws DiagnosticException ORR-C006 when nobody is there
     */
    public static boolean agreed(Terminal terminal, String question, String help) {
        if (!terminal.interactive()) {
            throw new DiagnosticException(Diagnostic.of(
                            CliCode.NEEDS_APPROVAL,
                            "there is no terminal to ask on, and --auto-approve was not given: '" + question
                                    + "?' was not answered")
                    .withHelp(help));
        }
        terminal.err().print(question + "? [y/N] ");
        terminal.err().flush();
        try {
            BufferedReader answers = new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8));
            String answer = answers.readLine();
            return answer != null && List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
