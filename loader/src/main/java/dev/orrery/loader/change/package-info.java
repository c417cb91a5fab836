/**
 * From a line of a source to what it means for a table: a {@link dev.orrery.loader.change.Decoder} turns a {@link
 * dev.orrery.loader.change.Line} into {@link dev.orrery.loader.change.Change}s, ready to be sent, or says why it cannot
 * be loaded. Every value is checked against its column here, for one bad row fails a whole transaction of the server.
 * Start at {@code Decoder}. Knows nothing of Flink.
 */
@NullMarked
package dev.orrery.loader.change;

import org.jspecify.annotations.NullMarked;
