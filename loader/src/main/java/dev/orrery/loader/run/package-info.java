/**
 * Runs one pipeline in this process: {@link dev.orrery.loader.run.LoadRun} chooses the restore point, starts the job in
 * a {@link dev.orrery.loader.run.Cluster} of its own, follows it, and stops it with a savepoint when everything is read
 * or somebody wants it to stop. What happens is told to {@link dev.orrery.loader.run.Events}. Start at {@code LoadRun}.
 */
@NullMarked
package dev.orrery.loader.run;

import org.jspecify.annotations.NullMarked;
