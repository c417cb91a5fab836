// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.load;

import dev.orrery.cli.CliCode;
import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.cli.server.Servers;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.Nearest;
import dev.orrery.models.project.Environment;
import dev.orrery.models.project.LoadRoute;
import dev.orrery.models.project.Project;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The pipelines of a project: a file below {@code pipelines/} each, named after it. */
public final class Pipelines {
    private static final String FOLDER = "pipelines/";

    private Pipelines() {}

    public static List<String> names(Project project) {
        return project.pipelines().stream()
                .map(path -> path.substring(FOLDER.length()).replaceAll("\\.ya?ml$", ""))
                .toList();
    }

    /**
     * @throws DiagnosticException ORR-C012 when there is no such pipeline
     */
    public static void require(Project project, String name) {
        List<String> known = names(project);
        if (known.contains(name)) {
            return;
        }
        Diagnostic finding = Diagnostic.of(CliCode.UNKNOWN_PIPELINE, "the project has no pipeline '" + name + "'")
                .withHelp(
                        known.isEmpty()
                                ? "pipelines are files pipelines/NAME.yml"
                                : "it has " + String.join(", ", known));
        throw new DiagnosticException(
                Nearest.hint(name, known).map(finding::withHint).orElse(finding));
    }

    /**
     * What the loader has to be told of the names of databases in an environment.
     *
     * @param name of the environment, as it was given
     * @throws DiagnosticException ORR-C021 when the pipeline would write into what another environment loads
     */
    public static List<String> databases(
            ProjectFolder folder, Project project, String pipeline, Servers servers, Optional<String> name) {
        Environment environment = servers.environment(project, name);
        if (!environment.isBeside()) {
            return List.of();
        }
        SortedMap<String, String> databases = new TreeMap<>();
        for (LoadRoute route : routes(folder, project, pipeline)) {
            String database = route.into().database();
            boolean own = environment.base().isEmpty()
                    || project.layers().values().stream()
                            .anyMatch(layer -> layer.database().equals(database)
                                    && environment.loads().contains(layer.name()));
            if (!own) {
                throw new DiagnosticException(Diagnostic.of(
                                CliCode.LOADED_IN_BASE,
                                "pipeline '" + pipeline + "' fills '" + route.into() + "', which environment '"
                                        + environment.name() + "' reads from '"
                                        + environment.base().orElse("") + "'")
                        .withHelp("`loads` of the environment names the layers whose tables it has of its own"));
            }
            environment.databases().of(database, servers::variable).ifPresent(here -> databases.put(database, here));
        }
        return databases.isEmpty()
                ? List.of()
                : List.of(
                        "--databases",
                        databases.entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .collect(Collectors.joining(",")));
    }

    private static List<LoadRoute> routes(ProjectFolder folder, Project project, String pipeline) {
        return project.pipelines().stream()
                .filter(path -> path.equals(FOLDER + pipeline + ".yml") || path.equals(FOLDER + pipeline + ".yaml"))
                .flatMap(path -> folder.files().read(path).stream())
                .flatMap(file -> LoadRoute.of(file).stream())
                .toList();
    }
}
