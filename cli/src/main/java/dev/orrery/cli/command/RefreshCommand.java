// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.command;

import dev.orrery.cli.deploy.Site;
import dev.orrery.cli.option.EnvironmentOption;
import dev.orrery.cli.option.PositiveCount;
import dev.orrery.cli.option.ProjectOptions;
import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.cli.refresh.RefreshDesk;
import dev.orrery.cli.refresh.WaveLines;
import dev.orrery.cli.terminal.Progress;
import dev.orrery.cli.terminal.Terminal;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.environment.Placement;
import dev.orrery.refresher.run.RefreshListener;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code orrery refresh …}: to operate the refresher by hand. */
@Command(name = "refresh", description = "Refreshes materialized views by hand, and tells how fresh they are and why.")
final class RefreshCommand {
    /** What every refresh command needs: a project, a server, and the refresher between them. */
    abstract static sealed class OnProject implements Callable<Integer> permits Run, Status, Why, Waves {
        final Terminal terminal;

        @Mixin
        private ProjectOptions project = new ProjectOptions();

        @Mixin
        private EnvironmentOption environment = new EnvironmentOption();

        OnProject(Terminal terminal) {
            this.terminal = terminal;
        }

        abstract RefreshDesk.Answer ask(RefreshDesk desk, Placement placement);

        /** A person may name an MV as the project does: the refresher knows it as it is called on the server. */
        static String here(Placement placement, String name) {
            return name.indexOf('.') > 0 && !name.endsWith(".")
                    ? placement.name(ModelName.parse(name)).toString()
                    : name;
        }

        RefreshListener listener() {
            return RefreshListener.SILENT;
        }

        @Override
        public Integer call() {
            ProjectFolder folder = project.find();
            Compilation compilation = project.compile(folder, terminal);
            try (Site site = environment.enter(folder, compilation, terminal);
                    RefreshDesk desk = RefreshDesk.open(folder, site.here(), site.server(), listener())) {
                RefreshDesk.Answer answer = ask(desk, site.placement());
                terminal.err().print(answer.remarks());
                terminal.out().print(answer.result());
                return answer.exitCode();
            }
        }
    }

    @Command(
            name = "run",
            description =
                    "Refreshes what would change by it, upstream first, and waits; all MVs, or some with what they stand on.")
    static final class Run extends OnProject {
        private final Progress progress;

        @Parameters(arity = "0..*", paramLabel = "MV", description = "Such as dws.branch_day; none means all.")
        private List<String> names = List.of();

        Run(Terminal terminal) {
            super(terminal);
            this.progress = new Progress(terminal);
        }

        @Override
        RefreshListener listener() {
            return new WaveLines(progress);
        }

        @Override
        RefreshDesk.Answer ask(RefreshDesk desk, Placement placement) {
            RefreshDesk.Answer answer = desk.ask(
                    RefreshDesk.Question.RUN,
                    names.stream().map(name -> here(placement, name)).toList());
            progress.wipe();
            return answer;
        }
    }

    @Command(name = "status", description = "How fresh every materialized view is, against its target.")
    static final class Status extends OnProject {
        Status(Terminal terminal) {
            super(terminal);
        }

        @Override
        RefreshDesk.Answer ask(RefreshDesk desk, Placement placement) {
            return desk.ask(RefreshDesk.Question.STATUS, List.of());
        }
    }

    @Command(name = "why", description = "Why a materialized view is refreshed now, or is not.")
    static final class Why extends OnProject {
        @Parameters(index = "0", paramLabel = "MV", description = "Such as dws.branch_day.")
        private String mv = "";

        Why(Terminal terminal) {
            super(terminal);
        }

        @Override
        RefreshDesk.Answer ask(RefreshDesk desk, Placement placement) {
            return desk.ask(RefreshDesk.Question.WHY, List.of(here(placement, mv)));
        }
    }

    @Command(name = "history", description = "The newest waves, or what a SELECT over the run history answers.")
    static final class Waves extends OnProject {
        @Option(
                names = "--count",
                paramLabel = "N",
                defaultValue = "5",
                converter = PositiveCount.class,
                description = "How many (default: ${DEFAULT-VALUE}).")
        private int count = 5;

        @Option(
                names = "--sql",
                paramLabel = "QUERY",
                description = "Such as \"SELECT * FROM run\"; docs/refreshing.md lists the tables.")
        @Nullable
        String query;

        Waves(Terminal terminal) {
            super(terminal);
        }

        @Override
        RefreshDesk.Answer ask(RefreshDesk desk, Placement placement) {
            return query == null
                    ? desk.ask(RefreshDesk.Question.HISTORY, List.of(String.valueOf(count)))
                    : desk.ask(RefreshDesk.Question.SQL, List.of(query));
        }
    }
}
