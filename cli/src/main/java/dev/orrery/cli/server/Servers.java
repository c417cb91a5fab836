// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orrery.cli.CliCode;
import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.EnvironmentException;
import dev.orrery.models.diagnostic.Nearest;
import dev.orrery.models.project.Environment;
import dev.orrery.models.project.Project;
import dev.orrery.models.yaml.Secret;
import dev.orrery.starrocks.Password;
import dev.orrery.starrocks.ServerAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the server for a command, or starts the embedded one. */
public final class Servers {
    /** The environment under which an embedded server keeps its history. */
    public static final String EMBEDDED = "embedded";

    private final Map<String, String> variables;

    /**
     * @param variables of this process: {@code ORRERY_URL}, {@code ORRERY_USER}, {@code ORRERY_PASSWORD}, {@code
     *     ORRERY_HTTP} override what orrery.yml says
     */
    public Servers(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /**
     * The environment of that name; without one the server of {@code ORRERY_URL}; without that the project's embedded
     * server, which is started for this command when none runs.
     */
    public TargetServer open(ProjectFolder folder, Project project, Optional<String> environment) {
        Optional<Environment> declared = environment.map(name -> declared(project, name));
        if (declared.isPresent() || variables.containsKey("ORRERY_URL")) {
            return remote(folder, declared);
        }
        Optional<RunningServer> running = RunningServer.find(folder.local());
        return running.isPresent()
                ? EmbeddedServer.attached(running.get())
                : EmbeddedServer.start(folder.local(), EmbeddedServer.Ports.ANY).asTarget();
    }

    /** For a folder that is no project: the server of {@code ORRERY_URL}, else the embedded one that runs there. */
    public Optional<TargetServer> openWithoutProject(Path folder) {
        if (variables.containsKey("ORRERY_URL")) {
            return Optional.of(ofVariables());
        }
        return RunningServer.find(ProjectFolder.localOf(folder)).map(EmbeddedServer::attached);
    }

    private TargetServer ofVariables() {
        String user = variables.getOrDefault("ORRERY_USER", "root");
        Password password = Optional.ofNullable(variables.get("ORRERY_PASSWORD"))
                .map(Password::of)
                .orElse(Password.none());
        List<String> http = Optional.ofNullable(variables.get("ORRERY_HTTP"))
                .map(text -> Arrays.asList(text.split(",", -1)))
                .orElse(List.of());
        String url = variables.getOrDefault("ORRERY_URL", "");
        return new TargetServer("default", ServerAddress.parse(url, user, password), http, () -> {});
    }

    /**
     * For a command that empties the folder.
     *
     * @throws EnvironmentException ORR-C009 when a server runs on it
     */
    public static void refuseIfRunning(Path local) {
        RunningServer.find(local).ifPresent(running -> {
            throw new EnvironmentException(
                    Diagnostic.of(CliCode.SERVER_RUNS, "a server runs on '" + local + "' in process " + running.pid())
                            .withHelp("end that demo or `orrery embedded` first"),
                    null);
        });
    }

    private static Environment declared(Project project, String name) {
        Environment found = project.environments().get(name);
        if (found != null) {
            return found;
        }
        List<String> known = List.copyOf(project.environments().keySet());
        Diagnostic finding = Diagnostic.of(
                        CliCode.UNKNOWN_ENVIRONMENT, "environment '" + name + "' is not in orrery.yml")
                .withHelp(
                        known.isEmpty()
                                ? "orrery.yml declares none"
                                : "orrery.yml declares: " + String.join(", ", known));
        throw new DiagnosticException(
                Nearest.hint(name, known).map(finding::withHint).orElse(finding));
    }

    private TargetServer remote(ProjectFolder folder, Optional<Environment> declared) {
        String hosts = Optional.ofNullable(variables.get("ORRERY_URL"))
                .orElseGet(() -> String.join(",", declared.orElseThrow().hosts()));
        String user = Optional.ofNullable(variables.get("ORRERY_USER"))
                .or(() -> declared.map(Environment::user))
                .orElse("root");
        Password password = Optional.ofNullable(variables.get("ORRERY_PASSWORD"))
                .map(Password::of)
                .or(() -> declared.map(environment -> reveal(folder, environment)))
                .orElse(Password.none());
        List<String> http = Optional.ofNullable(variables.get("ORRERY_HTTP"))
                .map(text -> Arrays.asList(text.split(",", -1)))
                .or(() -> declared.map(Environment::http))
                .orElse(List.of());
        ServerAddress address = ServerAddress.parse(hosts, user, password);
        boolean encrypted = declared.map(Environment::tls).orElse(false);
        return new TargetServer(
                declared.map(Environment::name).orElse("default"),
                encrypted ? address.with(ServerAddress.Tls.REQUIRED) : address,
                http,
                () -> {});
    }

    private Password reveal(ProjectFolder folder, Environment environment) {
        Secret.Source source = new Secret.Source() {
            @Override
            public Optional<String> environmentVariable(String name) {
                return Optional.ofNullable(variables.get(name));
            }

            @Override
            public Optional<String> file(String path) {
                return read(folder.root().resolve(path));
            }
        };
        return environment
                .password()
                .reveal(source)
                .map(Password::of)
                .orElseThrow(() -> new EnvironmentException(
                        Diagnostic.of(
                                        CliCode.SECRET_MISSING,
                                        "the password of environment '" + environment.name() + "', "
                                                + environment.password() + ", leads nowhere")
                                .withHelp("set that variable, or put the password alone into that file"),
                        null));
    }

    private static Optional<String> read(Path file) {
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(Files.readString(file, UTF_8).stripTrailing())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
