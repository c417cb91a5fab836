// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.demo;

import dev.orrery.cli.ExitCode;
import dev.orrery.cli.deploy.Deployments;
import dev.orrery.cli.deploy.StepLines;
import dev.orrery.cli.load.LoadLines;
import dev.orrery.cli.load.LoaderEvents;
import dev.orrery.cli.load.LoaderProcess;
import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.cli.refresh.FreshnessTable;
import dev.orrery.cli.refresh.Refreshers;
import dev.orrery.cli.server.EmbeddedServer;
import dev.orrery.cli.server.TargetServer;
import dev.orrery.cli.terminal.Figures;
import dev.orrery.cli.terminal.Ink;
import dev.orrery.cli.terminal.Progress;
import dev.orrery.cli.terminal.Terminal;
import dev.orrery.ddl.deploy.Applied;
import dev.orrery.ddl.deploy.Deployment;
import dev.orrery.ddl.deploy.Planned;
import dev.orrery.ddl.diff.Destructive;
import dev.orrery.models.catalog.ModelGraph;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.compile.Compiler;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.EnvironmentException;
import dev.orrery.refresher.history.WaveResult;
import dev.orrery.refresher.run.RefreshListener;
import dev.orrery.refresher.run.WaveTree;
import dev.orrery.starrocks.StarRocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The main job, told step by step to the person who watches. */
public final class Demo {
    private static final long SEED = 20261121;
    private static final int SECONDS_BETWEEN_BOOKINGS = 3;

    private final Terminal terminal;
    private final ProjectFolder folder;
    private final CountDownLatch stop;
    private final Clock clock = Clock.systemUTC();

    /** Whether to end after the dashboard. */
    public enum Stay {
        ONCE,
        UP
    }

    /**
     * @param folder the example, in a folder of its own
     * @param stop opened when the person has seen enough
     */
    public Demo(Terminal terminal, ProjectFolder folder, CountDownLatch stop) {
        this.terminal = terminal;
        this.folder = folder;
        this.stop = stop;
    }

    /**
     * @throws DiagnosticException ORR-C008 when a balance is not the true one
     */
    public int run(Stay stay) throws IOException, SQLException, InterruptedException {
        Compilation compilation = compile();
        try (EmbeddedServer server = EmbeddedServer.start(folder.local(), EmbeddedServer.Ports.ANY)) {
            TargetServer target = server.asTarget();
            deploy(compilation, target);
            int loaded = load(target);
            if (loaded != ExitCode.OK) {
                return loaded;
            }
            try (Refreshers refreshers = Refreshers.open(folder, compilation, target, RefreshListener.SILENT)) {
                if (!refresh(refreshers)) {
                    return ExitCode.FAILED;
                }
                try (Connection connection = connect(target)) {
                    dashboard(connection);
                    heading("Freshness");
                    terminal.out()
                            .print(FreshnessTable.of(refreshers.refresher().freshness()));
                    compare(connection);
                }
            }
            return stay == Stay.UP && stop.getCount() > 0 ? stayUp(compilation, target) : ExitCode.OK;
        }
    }

    private void heading(String text) {
        terminal.print("");
        terminal.print(terminal.paint(Ink.BOLD, text));
    }

    private Compilation compile() {
        heading("Compile");
        long start = System.nanoTime();
        Diagnostics diagnostics = new Diagnostics();
        Compilation compilation = Compiler.compile(folder.load(diagnostics), diagnostics);
        diagnostics.throwIfErrors();
        diagnostics.sorted().forEach(terminal::show);
        Map<ModelGraph.Kind, Long> kinds = compilation.graph().nodes().stream()
                .collect(Collectors.groupingBy(ModelGraph.Node::kind, TreeMap::new, Collectors.counting()));
        String counted = kinds.entrySet().stream()
                .map(kind -> kind.getValue() + " "
                        + kind.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                        + (kind.getValue() == 1 ? "" : "s"))
                .collect(Collectors.joining(", "));
        terminal.print(counted + " in " + since(start));
        return compilation;
    }

    private static String since(long start) {
        return Figures.duration(Duration.ofNanos(System.nanoTime() - start));
    }

    private void deploy(Compilation compilation, TargetServer target) {
        heading("Deploy");
        long start = System.nanoTime();
        try (StarRocks starRocks = target.connect();
                Progress progress = new Progress(terminal)) {
            Deployment deployment = Deployments.of(starRocks, compilation, target);
            Planned planned =
                    deployment.plan(compilation.catalog(), Deployments.read(folder, compilation), Destructive.WITHHELD);
            Applied applied = deployment.apply(planned, new StepLines(progress));
            progress.wipe();
            int steps = applied.deployment().map(done -> done.steps()).orElse(0);
            terminal.print(Figures.count(steps, "step") + " over the MySQL protocol in " + since(start));
        }
    }

    private int load(TargetServer target) throws InterruptedException {
        heading("Load");
        long start = System.nanoTime();
        try (LoaderProcess loader =
                        LoaderProcess.start(LoaderProcess.Task.RUN, folder, "core", target, List.of("--once"));
                LoadLines lines = new LoadLines(terminal)) {
            int code = loader.follow(lines);
            loader.result().ifPresent(lines::finished);
            if (code == ExitCode.OK) {
                terminal.print("with Flink's start and end in " + since(start));
            }
            return code;
        }
    }

    private boolean refresh(Refreshers refreshers) {
        heading("Refresh");
        WaveResult wave = refreshers.refresher().runOnce("demo");
        WaveTree.lines(wave).forEach(terminal::print);
        return wave.isGood();
    }

    private static Connection connect(TargetServer target) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mysql://" + target.address().hosts() + "/ads",
                target.address().user(),
                target.address().password().reveal());
    }

    private void dashboard(Connection connection) throws SQLException {
        heading("Branch dashboard");
        BranchDashboard.QUERY.lines().forEach(line -> terminal.print(terminal.paint(Ink.DIM, line)));
        terminal.out().print(BranchDashboard.text(connection));
    }

    private void compare(Connection connection) throws IOException, SQLException {
        heading("Compared with the example's own books");
        if (Files.exists(folder.root().resolve("data/live"))) {
            terminal.print("not compared: a former demo has booked more than the example's books know");
            return;
        }
        int compared = new Truth(folder.root().resolve("data/expected")).compare(connection);
        terminal.print(Figures.count(compared, "row") + " of balances, every figure the true one");
    }

    private int stayUp(Compilation compilation, TargetServer target)
            throws IOException, SQLException, InterruptedException {
        RefreshListener listener = new RefreshListener() {
            @Override
            public void waveEnded(WaveResult wave) {
                WaveTree.lines(wave).forEach(terminal::print);
            }
        };
        Path live = folder.root().resolve("data/live");
        Files.createDirectories(live);
        try (LoaderProcess loader =
                        LoaderProcess.start(LoaderProcess.Task.RUN, folder, "live", target, List.of("--watch"));
                Refreshers refreshers = Refreshers.open(folder, compilation, target, listener);
                Connection connection = connect(target)) {
            CompletableFuture<Integer> loading = CompletableFuture.supplyAsync(() -> follow(loader));
            heading("Staying up");
            invite(target);
            refreshers.letOthersAsk();
            refreshers.refresher().start();
            Teller teller = Teller.of(connection, live, clock, SEED);
            while (!stop.await(SECONDS_BETWEEN_BOOKINGS, TimeUnit.SECONDS)) {
                if (loading.isDone()) {
                    return ended(loading);
                }
                for (Teller.Booking booking : teller.serve()) {
                    terminal.print(terminal.paint(
                            Ink.DIM,
                            "teller: " + booking.type().toLowerCase(Locale.ROOT) + " of " + booking.amount()
                                    + " on account " + booking.account() + ", branch " + booking.branch()));
                }
            }
            terminal.say("stopping");
            return ExitCode.OK;
        }
    }

    /** A demo without its loader would go on showing old figures as if all were well. */
    private int ended(CompletableFuture<Integer> loading) {
        try {
            terminal.say("the loader of the new bookings has ended, and with it the demo");
            return loading.join() == ExitCode.OK ? ExitCode.FAILED : loading.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof EnvironmentException silent) {
                throw silent;
            }
            throw e;
        }
    }

    private int follow(LoaderProcess loader) {
        try {
            return loader.follow(new LoaderEvents() {
                @Override
                public void diagnostic(String text) {
                    terminal.err().print(text);
                }
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED;
        }
    }

    private void invite(TargetServer target) {
        String port = target.address().hosts().replaceFirst(".*:", "");
        terminal.print(
                "connect:  mariadb -h 127.0.0.1 -P " + port + " -u root ads -e 'SELECT * FROM branch_dashboard'");
        terminal.print("ask why:  ./orrery refresh why dws.branch_day -p " + folder.root());
        terminal.print("new bookings every " + SECONDS_BETWEEN_BOOKINGS + " seconds; Ctrl-C ends");
    }
}
