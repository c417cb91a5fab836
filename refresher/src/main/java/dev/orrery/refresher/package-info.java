/**
 * Keeps every MV as fresh as promised: a graph of models and a server go in, refreshes in the order of what stands on what come out,
 * with a history that tells why. Start at {@code refresher.run.Refresher}; what is decided is decided in
 * {@code refresher.decide}, remembered in {@code refresher.history}, carried out in {@code refresher.run}.
 */
@NullMarked
package dev.orrery.refresher;

import org.jspecify.annotations.NullMarked;
