/**
 * The HTTP side of loading, as StarRocks' front end and back end speak it: Stream Load, load transactions, labels that
 * outlive a restart, and faults on demand for tests of loaders. Requests come in, rows go to a {@link
 * dev.orrery.embedded.load.LoadTarget} in the same DuckDB transaction that marks their label. Start at {@link
 * dev.orrery.embedded.load.LoadServer}; the life of a load is in {@code Transactions}.
 */
@NullMarked
package dev.orrery.embedded.load;

import org.jspecify.annotations.NullMarked;
