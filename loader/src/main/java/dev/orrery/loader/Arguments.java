// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader;

import dev.orrery.loader.job.PipelineJob;
import dev.orrery.loader.job.ServerAddress;
import dev.orrery.loader.run.LoadRun;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The words behind {@code LoaderMain}.
 *
 * @param pipeline name ({@code core} is {@code pipelines/core.yml}) or path relative to the project
 * @param data folder that the paths of sources are relative to
 * @param state folder that holds one folder a pipeline
 * @param databases what this server calls databases that the pipeline names
 * @param parent whether to end with the process that started this one
 */
record Arguments(
        Command command,
        Path project,
        String pipeline,
        Path data,
        Path state,
        List<String> mysql,
        List<String> http,
        String user,
        ServerAddress.Tls tls,
        Map<String, String> databases,
        PipelineJob.Reading reading,
        LoadRun.Start start,
        Parent parent) {

    static final String USAGE = """
            usage: LoaderMain run|check --project DIR --pipeline NAME [--mysql HOST:PORT,…] [--http HOST:PORT,…]
                   [--user NAME] [--tls] [--data DIR] [--state DIR] [--databases NAME=HERE,…]
                   [--once | --watch] [--fresh] [--with-parent]
            The password is read from ORRERY_PASSWORD.""";

    /** What to do. */
    enum Command {
        RUN,
        CHECK
    }

    /** What the end of the parent process means. */
    enum Parent {
        IGNORED,
        ENDS_THIS
    }

    private static final Set<String> WITH_VALUE =
            Set.of("--project", "--pipeline", "--mysql", "--http", "--user", "--data", "--state", "--databases");
    private static final Set<String> FLAGS = Set.of("--tls", "--once", "--watch", "--fresh", "--with-parent");

    /** Throws an {@link IllegalArgumentException} that says what is wrong. */
    static Arguments read(String... words) {
        if (words.length == 0) {
            throw new IllegalArgumentException("a command is missing");
        }
        Command command = command(words[0]);
        Map<String, String> values = new HashMap<>();
        Set<String> flags = new HashSet<>();
        for (int i = 1; i < words.length; i++) {
            String word = words[i];
            if (FLAGS.contains(word)) {
                flags.add(word);
            } else if (!WITH_VALUE.contains(word)) {
                throw new IllegalArgumentException("'" + word + "' is not known");
            } else if (++i == words.length) {
                throw new IllegalArgumentException("'" + word + "' wants a value");
            } else {
                values.put(word, words[i]);
            }
        }
        Path project = Path.of(need(values, "--project")).toAbsolutePath().normalize();
        Arguments read = new Arguments(
                command,
                project,
                need(values, "--pipeline"),
                folder(values, "--data").orElse(project),
                folder(values, "--state").orElse(project.resolve(".orrery/loader")),
                list(values, "--mysql"),
                list(values, "--http"),
                values.getOrDefault("--user", "root"),
                flags.contains("--tls") ? ServerAddress.Tls.REQUIRED : ServerAddress.Tls.OFF,
                databases(list(values, "--databases")),
                reading(flags),
                flags.contains("--fresh") ? LoadRun.Start.FRESH : LoadRun.Start.RESUME,
                flags.contains("--with-parent") ? Parent.ENDS_THIS : Parent.IGNORED);
        if (command == Command.RUN && (read.mysql.isEmpty() || read.http.isEmpty())) {
            throw new IllegalArgumentException("'run' wants --mysql and --http");
        }
        return read;
    }

    private static Map<String, String> databases(List<String> pairs) {
        Map<String, String> databases = new HashMap<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals <= 0 || equals == pair.length() - 1) {
                throw new IllegalArgumentException("'--databases' wants NAME=HERE, not '" + pair + "'");
            }
            databases.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return databases;
    }

    private static Command command(String word) {
        return switch (word) {
            case "run" -> Command.RUN;
            case "check" -> Command.CHECK;
            default -> throw new IllegalArgumentException("'" + word.toLowerCase(Locale.ROOT) + "' is no command");
        };
    }

    private static PipelineJob.Reading reading(Set<String> flags) {
        if (flags.contains("--once")) {
            return PipelineJob.Reading.ONCE;
        }
        return flags.contains("--watch") ? PipelineJob.Reading.WATCHING : PipelineJob.Reading.AS_WRITTEN;
    }

    private static String need(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("'" + name + "' is missing");
        }
        return value;
    }

    private static Optional<Path> folder(Map<String, String> values, String name) {
        return Optional.ofNullable(values.get(name))
                .map(text -> Path.of(text).toAbsolutePath().normalize());
    }

    private static List<String> list(Map<String, String> values, String name) {
        String text = values.getOrDefault(name, "");
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(","));
    }
}
