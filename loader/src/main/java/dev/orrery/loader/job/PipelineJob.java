// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.job;

import dev.orrery.loader.change.Change;
import dev.orrery.loader.change.DeadLetter;
import dev.orrery.loader.change.Decoder;
import dev.orrery.loader.change.Line;
import dev.orrery.loader.change.Way;
import dev.orrery.loader.pipeline.FilePattern;
import dev.orrery.loader.pipeline.Pipeline;
import dev.orrery.loader.pipeline.Route;
import dev.orrery.loader.pipeline.Source;
import dev.orrery.loader.table.TargetTable;
import dev.orrery.loader.table.Targets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A pipeline as a job of Flink. Its operators keep their names, and with them their state, when it changes. */
public final class PipelineJob {
    /** Names of counts: rows by table, lines by table, changes dropped, lines by stream. */
    public static final String UPSERTS = BlockSink.UPSERTS;

    public static final String DELETES = BlockSink.DELETES;
    public static final String DEAD = DeadLetterSink.DEAD;
    public static final String LATE = NewestFunction.LATE;
    public static final String REPEATED = NewestFunction.REPEATED;
    public static final String OVERTAKEN = NewestFunction.OVERTAKEN;
    public static final String UNROUTED = DecodeFunction.UNROUTED;
    /** Before the name of a count: how much of it an earlier run had. */
    public static final String RESTORED = Tally.RESTORED;

    private static final int MAX_PARALLELISM = 128;

    /**
     * What a job needs beside the pipeline.
     *
     * @param dataFolder that the paths of sources are relative to
     * @param projectFolder that the path of the dead letters is relative to
     * @param marks folder for the marks that say that a source is read to its end
     * @param prefix of labels, see {@link BlockSink}
     */
    public record Setting(
            ServerAddress server, Targets targets, Path dataFolder, Path projectFolder, Path marks, String prefix) {}

    /** When to stop looking for new files. */
    public enum Reading {
        /** As each source says. */
        AS_WRITTEN,
        /** Read what is there. */
        ONCE,
        /** Look for new files every second where the source does not say how often. */
        WATCHING
    }

    private static final Duration WATCH = Duration.ofSeconds(1);

    private final Pipeline pipeline;
    private final Setting setting;
    private final Reading reading;
    private final List<TargetTable> tables = new ArrayList<>();

    public PipelineJob(Pipeline pipeline, Setting setting, Reading reading) {
        this.pipeline = pipeline;
        this.setting = setting;
        this.reading = reading;
        for (Route route : pipeline.routes()) {
            TargetTable table = table(route);
            if (!tables.contains(table)) {
                tables.add(table);
            }
        }
    }

    private TargetTable table(Route route) {
        return setting.targets().find(route.into().value()).orElseThrow();
    }

    /** One a source; empty when a source is watched, so that the job never reads to an end. */
    public Optional<List<Path>> marks() {
        boolean ends =
                pipeline.sources().stream().allMatch(source -> watch(source).isZero());
        return ends ? Optional.of(pipeline.sources().stream().map(this::mark).toList()) : Optional.empty();
    }

    private Path mark(Source source) {
        return setting.marks().resolve(source.name());
    }

    private Duration watch(Source source) {
        Duration written = source.match(files -> files.watch()).orElse(Duration.ZERO);
        return switch (reading) {
            case AS_WRITTEN -> written;
            case ONCE -> Duration.ZERO;
            case WATCHING -> written.isZero() ? WATCH : written;
        };
    }

    /** @param configuration of checkpoints, restarts and the like */
    public JobGraph graph(Configuration configuration) {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        environment.setParallelism(pipeline.parallelism());
        environment.setMaxParallelism(MAX_PARALLELISM);
        environment.getConfig().enableObjectReuse();

        List<DataStream<Change>> changes = new ArrayList<>();
        List<DataStream<DeadLetter>> deadLetters = new ArrayList<>();
        for (Source source : pipeline.sources()) {
            SingleOutputStreamOperator<Change> decoded = decoded(environment, source);
            changes.add(decoded);
            deadLetters.add(decoded.getSideOutput(DecodeFunction.DEAD_LETTERS));
        }
        union(changes)
                .keyBy(Change::key)
                .process(new NewestFunction())
                .returns(TypeInformation.of(Change.class))
                .uid("newest")
                .name("newest")
                .addSink(new BlockSink(setting.server(), setting.prefix(), names()))
                .uid("sink")
                .name("sink");
        union(deadLetters)
                .addSink(new DeadLetterSink(
                        setting.projectFolder().resolve(pipeline.deadLetters()).toString()))
                .setParallelism(1)
                .uid("dead-letters")
                .name("dead-letters");
        return environment.getStreamGraph(true).getJobGraph();
    }

    private SingleOutputStreamOperator<Change> decoded(StreamExecutionEnvironment environment, Source source) {
        DataStream<Line> lines = source.match(files -> environment
                .fromSource(
                        new FolderSource(folder(files)),
                        WatermarkStrategy.noWatermarks(),
                        source.name(),
                        TypeInformation.of(Line.class))
                .uid("source-" + source.name()));
        List<Way> ways = pipeline.routesOf(source).stream()
                .map(route -> Way.of(route, tables.indexOf(table(route)), table(route)))
                .toList();
        Decoder.Settings settings = source.match(
                files -> new Decoder.Settings(files.format(), pipeline.rank(source), pipeline.timeZone(), ways));
        return lines.process(new DecodeFunction(source.name(), settings))
                .returns(TypeInformation.of(Change.class))
                .uid("decode-" + source.name())
                .name("decode-" + source.name());
    }

    private FolderSource.Settings folder(Source.Files files) {
        String root = setting.dataFolder().toAbsolutePath().normalize().toString();
        return new FolderSource.Settings(
                new FilePattern(root, files.path().value()),
                files.format(),
                watch(files).toMillis(),
                new FolderSource.Mark(mark(files).toString()));
    }

    private List<TableName> names() {
        return tables.stream().map(t -> new TableName(t.database(), t.name())).toList();
    }

    private static <T> DataStream<T> union(List<DataStream<T>> streams) {
        DataStream<T> all = streams.get(0);
        for (DataStream<T> other : streams.subList(1, streams.size())) {
            all = all.union(other);
        }
        return all;
    }
}
