/**
 * Pipelines as people write them: {@link dev.orrery.loader.pipeline.PipelineReader} turns {@code pipelines/<name>.yml}
 * into a {@link dev.orrery.loader.pipeline.Pipeline}, {@link dev.orrery.loader.pipeline.PipelineCheck} holds it against
 * the tables that it fills and the files that it reads; both put what is wrong into {@code Diagnostics}. Start at {@code
 * Pipeline}. Knows nothing of Flink and nothing of a server, so that the command can use it without either.
 */
@NullMarked
package dev.orrery.loader.pipeline;

import org.jspecify.annotations.NullMarked;
