/**
 * Refreshes of materialized views: what is asked for becomes a {@link dev.orrery.embedded.refresh.TaskRun}, four run at a
 * time, one an MV, and what came of them is kept. Start at {@link dev.orrery.embedded.refresh.Refreshes}. Knows no SQL of
 * StarRocks: the query of an MV is given to it in DuckDB's.
 */
@NullMarked
package dev.orrery.embedded.refresh;

import org.jspecify.annotations.NullMarked;
