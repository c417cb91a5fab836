/**
 * Recorded statements of a real StarRocks played against this server in process: a case file comes in, a {@link
 * dev.orrery.embedded.replay.Tally} of equal, wrong and refused answers comes out. Start at {@link
 * dev.orrery.embedded.replay.ReplayTest}.
 */
@NullMarked
package dev.orrery.embedded.replay;

import org.jspecify.annotations.NullMarked;
