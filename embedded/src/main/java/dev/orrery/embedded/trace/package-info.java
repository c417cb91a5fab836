/**
 * Which partitions of its bases an MV's own partitions come from: a definition and the catalog come in, and out goes what
 * each partition has to be computed from anew when a base changes. Start at {@link
 * dev.orrery.embedded.trace.ViewPartitions}. Knows no rows and runs nothing.
 */
@NullMarked
package dev.orrery.embedded.trace;

import org.jspecify.annotations.NullMarked;
