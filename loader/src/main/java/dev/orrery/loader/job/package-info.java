/**
 * The job that Flink runs: files are read by {@link dev.orrery.loader.job.FolderSource}, lines decoded, late and
 * repeated changes dropped by {@link dev.orrery.loader.job.NewestFunction}, and what is left is handed in blocks to
 * flink-connector-starrocks by {@link dev.orrery.loader.job.BlockSink}, in transactions that are committed with
 * checkpoints. Start at {@link dev.orrery.loader.job.PipelineJob}. Where it runs is none of its business.
 */
@NullMarked
package dev.orrery.loader.job;

import org.jspecify.annotations.NullMarked;
