// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader;

import dev.orrery.loader.job.ServerAddress;
import dev.orrery.loader.pipeline.FileCheck;
import dev.orrery.loader.pipeline.LoaderCode;
import dev.orrery.loader.pipeline.Pipeline;
import dev.orrery.loader.pipeline.PipelineCheck;
import dev.orrery.loader.pipeline.PipelineReader;
import dev.orrery.loader.pipeline.Route;
import dev.orrery.loader.run.Events;
import dev.orrery.loader.run.LoadRun;
import dev.orrery.loader.run.RowsGone;
import dev.orrery.loader.run.Stop;
import dev.orrery.loader.table.ServerTables;
import dev.orrery.loader.table.Targets;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.EnvironmentException;
import dev.orrery.models.diagnostic.SourceFile;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loader's process. Arguments say what to run ({@link Arguments}), {@code ORRERY_PASSWORD} holds the password,
 * stdout tells what happens as JSON lines ({@code started, progress, checkpoint, restarting, diagnostic, finished,
 * failed}), the log goes to stderr, and the exit code is a command's: 0 ok, 1 something to mend, 3 the world outside, 64
 * wrong use, 70 a bug. SIGTERM and SIGINT stop a run at a savepoint: everything read is committed, exit code 0.
 */
public final class LoaderMain {
    static {
        // Not logback.xml: the command has the loader's jar on its class path, and a log of its own.
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "loader-logback.xml");
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(LoaderMain.class);
    private static final int OK = 0;
    private static final int TO_MEND = 1;
    private static final int ENVIRONMENT = 3;
    private static final int WRONG_USE = 64;
    private static final int BUG = 70;
    private static final int SECONDS_TO_STOP = 120;

    private final Events events;
    private final Clock clock;
    private final Stop stop;

    private LoaderMain(Events events, Clock clock, Stop stop) {
        this.events = events;
        this.clock = clock;
        this.stop = stop;
    }

    public static void main(String[] words) {
        Events events = new Events(new FileOutputStream(FileDescriptor.out));
        Stop stop = new Stop();
        CompletableFuture<Integer> ended = new CompletableFuture<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndHalt(stop, ended), "stop"));
        int code = new LoaderMain(events, Clock.systemUTC(), stop).run(words);
        ended.complete(code);
        System.exit(code);
    }

    /** A process that a signal ends has an exit code of 128 and more, however well it stopped: so we end it ourselves. */
    private static void stopAndHalt(Stop stop, CompletableFuture<Integer> ended) {
        stop.wish();
        int code = BUG;
        try {
            code = ended.get(SECONDS_TO_STOP, TimeUnit.SECONDS);
        } catch (Exception e) {
            LOG.error("the job does not stop", e);
        }
        Runtime.getRuntime().halt(code);
    }

    private int run(String... words) {
        Arguments arguments;
        try {
            arguments = Arguments.read(words);
        } catch (IllegalArgumentException e) {
            events.tell(
                    "failed",
                    line -> line.put("exit", WRONG_USE).put("message", e.getMessage() + "\n" + Arguments.USAGE));
            return WRONG_USE;
        }
        if (arguments.parent() == Arguments.Parent.ENDS_THIS) {
            ProcessHandle.current().parent().ifPresent(parent -> {
                var unused = parent.onExit().thenRun(stop::wish);
            });
        }
        try {
            return switch (arguments.command()) {
                case RUN -> load(arguments);
                case CHECK -> check(arguments);
            };
        } catch (DiagnosticException e) {
            events.tell(e.diagnostics());
            return failed(TO_MEND, e);
        } catch (EnvironmentException e) {
            events.tell(e.diagnostic());
            return failed(ENVIRONMENT, e);
        } catch (Exception e) {
            LOG.error("a bug", e);
            return failed(BUG, e);
        }
    }

    private int failed(int code, Exception e) {
        events.tell("failed", line -> line.put("exit", code).put("message", String.valueOf(e.getMessage())));
        return code;
    }

    private int load(Arguments arguments) throws Exception {
        Pipeline pipeline = pipeline(arguments);
        ServerAddress server = server(arguments);
        Targets targets = targets(server, pipeline);
        Diagnostics diagnostics = new Diagnostics();
        PipelineCheck.against(pipeline, targets, diagnostics);
        FileCheck.against(pipeline, targets, arguments.data(), diagnostics);
        diagnostics.throwIfErrors();
        events.tell(diagnostics.sorted());
        LoadRun.Order order = new LoadRun.Order(
                pipeline,
                server,
                targets,
                arguments.project(),
                arguments.data(),
                arguments.state().resolve(pipeline.name()),
                arguments.reading(),
                arguments.start());
        new LoadRun(order, events, clock, stop).run();
        return OK;
    }

    /** Without a server only the file itself and what it reads are checked. */
    private int check(Arguments arguments) throws IOException, InterruptedException {
        Pipeline pipeline = pipeline(arguments);
        Diagnostics diagnostics = new Diagnostics();
        if (!arguments.mysql().isEmpty()) {
            ServerAddress server = server(arguments);
            Targets targets = targets(server, pipeline);
            PipelineCheck.against(pipeline, targets, diagnostics);
            FileCheck.against(pipeline, targets, arguments.data(), diagnostics);
            diagnostics.throwIfErrors();
            new RowsGone(pipeline, server).against(arguments.state().resolve(pipeline.name()), diagnostics);
        }
        diagnostics.throwIfErrors();
        events.tell(diagnostics.sorted());
        events.tell("checked", line -> line.put("pipeline", pipeline.name()));
        return OK;
    }

    private Pipeline pipeline(Arguments arguments) throws IOException {
        String name = arguments.pipeline();
        String shown = name.endsWith(".yml") || name.endsWith(".yaml") ? name : "pipelines/" + name + ".yml";
        Path path = arguments.project().resolve(shown);
        if (!Files.isRegularFile(path)) {
            throw new DiagnosticException(
                    Diagnostic.of(LoaderCode.PIPELINE_NOT_FOUND, "there is no pipeline at '" + shown + "'")
                            .withHelp("pipelines are the files pipelines/<name>.yml of the project"));
        }
        Diagnostics diagnostics = new Diagnostics();
        Optional<Pipeline> read = PipelineReader.read(new SourceFile(shown, Files.readString(path)), diagnostics);
        diagnostics.throwIfErrors();
        return read.orElseThrow().in(arguments.databases());
    }

    private static ServerAddress server(Arguments arguments) {
        String password = Optional.ofNullable(System.getenv("ORRERY_PASSWORD")).orElse("");
        return new ServerAddress(arguments.mysql(), arguments.http(), arguments.user(), password, arguments.tls());
    }

    private static Targets targets(ServerAddress server, Pipeline pipeline) {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password())) {
            List<ModelName> names = pipeline.routes().stream()
                    .map(Route::into)
                    .map(into -> into.value())
                    .toList();
            return ServerTables.read(connection, names);
        } catch (SQLException e) {
            throw new EnvironmentException(
                    Diagnostic.of(
                                    LoaderCode.SERVER_NOT_REACHED,
                                    "the server at '" + String.join(",", server.mysql()) + "' does not answer: "
                                            + firstLine(e))
                            .withHelp("is it running, and are address, user and password right?"),
                    e);
        }
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
