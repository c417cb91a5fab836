/**
 * What the servers of a target version understand: {@link dev.orrery.models.version.Construct} is the table of the
 * constructs that not every supported version has, {@link dev.orrery.models.version.Constructs} finds them in a tree and
 * refuses those that are newer than the target. Start at {@code Constructs}. What a statement asks of a server's run mode
 * and switched-on features is the analyzer's question.
 */
@NullMarked
package dev.orrery.models.version;

import org.jspecify.annotations.NullMarked;
