// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.command;

import dev.orrery.cli.CliCode;
import dev.orrery.cli.demo.Demo;
import dev.orrery.cli.project.FileTrouble;
import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.cli.server.Servers;
import dev.orrery.cli.terminal.Terminal;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "demo",
        description = "The main job on an example: deploy, load with Flink, refresh, query; stays up until Ctrl-C.")
final class DemoCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "EXAMPLE",
            defaultValue = "bank",
            description = "Default: bank.")
    private String example = "bank";

    @Option(names = "--once", description = "Stop and exit after the dashboard.")
    private boolean once;

    @Option(names = "--keep", description = "Go on with the folder of the last demo instead of emptying it.")
    private boolean keep;

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        List<String> known = Pages.names("examples");
        if (!known.contains(example)) {
            throw InitCommand.unknownExample(example, known);
        }
        Path folder = ProjectFolder.localOf(Path.of("")).resolve("demo").resolve(example);
        Servers.refuseIfRunning(ProjectFolder.localOf(folder));
        if (!keep || !Files.exists(folder)) {
            empty(folder);
            Pages.copy("examples/" + example, folder);
        }
        try (Shutdown stop = Shutdown.watch()) {
            Demo demo = new Demo(terminal, ProjectFolder.find(Optional.of(folder)), stop.wished());
            return demo.run(once ? Demo.Stay.ONCE : Demo.Stay.UP);
        }
    }

    private static void empty(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new EnvironmentException(
                    Diagnostic.of(CliCode.FILE_TROUBLE, "cannot empty '" + folder + "': " + FileTrouble.why(e))
                            .withHelp("another demo may be running here; end it first"),
                    e);
        }
    }
}
