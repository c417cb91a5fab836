// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orrery.cli.CliCode;
import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.EnvironmentException;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.diagnostic.Nearest;
import dev.orrery.models.diagnostic.SourceFile;
import dev.orrery.models.project.Environment;
import dev.orrery.models.project.Project;
import dev.orrery.models.yaml.Secret;
import dev.orrery.starrocks.Password;
import dev.orrery.starrocks.ServerAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the server for a command, or starts the embedded one. */
public final class Servers {
    /** The environment under which an embedded server keeps its history. */
    public static final String EMBEDDED = Environment.EMBEDDED;

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
    public TargetServer open(ProjectFolder folder, Project project, Optional<String> name) {
        Environment environment = environment(project, name);
        List<Environment> chain = chain(project, environment);
        Environment last = chain.get(chain.size() - 1);
        boolean remote = !last.server().hosts().isEmpty() || variables.containsKey("ORRERY_URL");
        return (remote ? remote(folder, chain) : embedded(folder)).named(stateName(environment));
    }

    private static TargetServer embedded(ProjectFolder folder) {
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
     * What orrery.yml says of the environment of that name; without one, that of {@code ORRERY_URL} or of the project's own
     * server, of which it need not say anything.
     *
     * @throws DiagnosticException ORR-C002 when it is not declared
     */
    public Environment environment(Project project, Optional<String> name) {
        if (name.isEmpty()) {
            return undeclared(variables.containsKey("ORRERY_URL") ? "default" : EMBEDDED);
        }
        boolean own = name.get().equals(EMBEDDED) && !project.environments().containsKey(EMBEDDED);
        return own ? undeclared(EMBEDDED) : declared(project, name.get());
    }

    private static Environment undeclared(String name) {
        return Environment.undeclared(name, new FileSpan(new SourceFile(Project.FILE, ""), 0, 0));
    }

    /** An environment, its base, the base of that. */
    private List<Environment> chain(Project project, Environment environment) {
        List<Environment> chain = new ArrayList<>(List.of(environment));
        Optional<String> base = environment.base();
        while (base.isPresent() && chain.size() <= project.environments().size() + 1) {
            Environment next = environment(project, base);
            chain.add(next);
            base = next.base();
        }
        return chain;
    }

    /** Under which name the state of an environment is kept on its server. */
    public String stateName(Environment environment) {
        return environment.stateName(this::variable);
    }

    /**
     * The value of a variable in the name of a database.
     *
     * @throws DiagnosticException ORR-C019 when it is not set
     */
    public String variable(String name) {
        return Optional.ofNullable(variables.get(name))
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new DiagnosticException(Diagnostic.of(
                                CliCode.VARIABLE_MISSING,
                                "the variable '" + name + "' in the names of databases is not set")
                        .withHelp("export " + name + "=…, or write the name out in orrery.yml")));
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

    private TargetServer remote(ProjectFolder folder, List<Environment> chain) {
        Environment last = chain.get(chain.size() - 1);
        // Who names a user names the password too: the base's would be another user's.
        Environment identity = chain.stream()
                .filter(environment -> environment.server().user().isPresent()
                        || environment.server().password().isPresent())
                .findFirst()
                .orElse(last);
        String hosts = Optional.ofNullable(variables.get("ORRERY_URL"))
                .orElseGet(() -> String.join(",", last.server().hosts()));
        String user = Optional.ofNullable(variables.get("ORRERY_USER"))
                .or(() -> identity.server().user())
                .orElse("root");
        Password password = Optional.ofNullable(variables.get("ORRERY_PASSWORD"))
                .map(Password::of)
                .or(() -> identity.server().password().map(secret -> reveal(folder, identity.name(), secret)))
                .orElse(Password.none());
        List<String> http = Optional.ofNullable(variables.get("ORRERY_HTTP"))
                .map(text -> Arrays.asList(text.split(",", -1)))
                .orElse(last.server().http());
        ServerAddress address = ServerAddress.parse(hosts, user, password);
        return new TargetServer(
                last.name(), last.server().tls() ? address.with(ServerAddress.Tls.REQUIRED) : address, http, () -> {});
    }

    private Password reveal(ProjectFolder folder, String environment, Secret password) {
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
        return password.reveal(source)
                .map(Password::of)
                .orElseThrow(() -> new EnvironmentException(
                        Diagnostic.of(
                                        CliCode.SECRET_MISSING,
                                        "the password of environment '" + environment + "' is " + password
                                                + ", and there is no such variable or file here")
                                .withHelp(
                                        "set the variable for this command, or write the password, alone, into the file"),
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
