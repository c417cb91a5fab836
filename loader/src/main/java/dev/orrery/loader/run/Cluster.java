// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.run;

import dev.orrery.loader.pipeline.Pipeline;
import dev.orrery.loader.run.JobView.Counts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.RpcServiceSharing;

/** Flink in this process, as small as it gets: one worker, no console, little memory. */
final class Cluster implements AutoCloseable {
    private final MiniCluster flink;

    private Cluster(MiniCluster flink) {
        this.flink = flink;
    }

    static Cluster start(Pipeline pipeline, Path temporary) throws Exception {
        Files.createDirectories(temporary);
        Configuration configuration = new Configuration();
        configuration.setString("rest.port", "0");
        configuration.setString("rest.address", "127.0.0.1");
        configuration.setString("rest.bind-address", "127.0.0.1");
        configuration.setString("io.tmp.dirs", temporary.toString());
        configuration.setString("taskmanager.memory.network.min", "16 mb");
        configuration.setString("taskmanager.memory.network.max", "16 mb");
        configuration.setString("taskmanager.memory.managed.size", "1 mb");
        // Counts travel with heartbeats.
        configuration.setString("heartbeat.interval", "300");
        MiniCluster flink = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(pipeline.parallelism())
                .setRpcServiceSharing(RpcServiceSharing.SHARED)
                .build());
        flink.start();
        return new Cluster(flink);
    }

    /** Checkpoints, retained whatever happens, and restarts, which slow down as failures repeat. */
    static Configuration jobConfiguration(Pipeline pipeline, Path checkpoints, Patience patience) {
        Configuration configuration = new Configuration();
        configuration.setString(
                "execution.checkpointing.interval",
                pipeline.checkpointInterval().toMillis() + " ms");
        configuration.setString("execution.checkpointing.mode", "EXACTLY_ONCE");
        configuration.setString(
                "execution.checkpointing.dir", checkpoints.toUri().toString());
        configuration.setString("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
        configuration.setString("execution.checkpointing.num-retained", "5");
        configuration.setString("execution.checkpointing.data-inline-threshold", "1 mb");
        configuration.setString("restart-strategy.type", "exponential-delay");
        configuration.setString("restart-strategy.exponential-delay.initial-backoff", "500 ms");
        configuration.setString("restart-strategy.exponential-delay.max-backoff", "30 s");
        configuration.setString("restart-strategy.exponential-delay.jitter-factor", "0");
        configuration.setString(
                "restart-strategy.exponential-delay.attempts-before-reset-backoff",
                Integer.toString(patience.attempts()));
        return configuration;
    }

    /** How often to try again before giving up. */
    enum Patience {
        /** About two minutes: somebody waits for the end. */
        WAITED_FOR(12),
        /** A service. */
        ENDLESS(Integer.MAX_VALUE);

        private final int attempts;

        Patience(int attempts) {
            this.attempts = attempts;
        }

        int attempts() {
            return attempts;
        }
    }

    JobID submit(JobGraph job) throws InterruptedException, ExecutionException {
        return flink.submitJob(job).get().getJobID();
    }

    JobView view(JobID job) throws InterruptedException, ExecutionException {
        return JobView.of(flink.getExecutionGraph(job).get());
    }

    /** Ends the job with everything that it has read committed; fails when no savepoint could be made now. */
    void stop(JobID job, Path savepoints) throws InterruptedException, ExecutionException {
        String target = savepoints.toUri().toString();
        flink.stopWithSavepoint(job, target, false, SavepointFormatType.NATIVE).get();
    }

    void cancel(JobID job) throws InterruptedException, ExecutionException {
        flink.cancelJob(job).get();
    }

    /** Waits for the end of the job. */
    JobResult result(JobID job) throws InterruptedException, ExecutionException {
        return flink.requestJobResult(job).get();
    }

    Counts finalCounts(JobResult result) throws IOException, ClassNotFoundException {
        return Counts.of(result.getAccumulatorResults());
    }

    @Override
    public void close() {
        flink.closeAsync().join();
    }

    static Duration pollInterval() {
        return Duration.ofMillis(100);
    }
}
