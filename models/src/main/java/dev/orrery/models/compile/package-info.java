/**
 * From a project to what the server shall hold: {@link dev.orrery.models.compile.Compiler#compile} analyzes every model
 * in the order of what it reads, wraps bare queries into their CREATE, and answers with a {@link
 * dev.orrery.models.compile.Compilation}: desired catalog, graph, lineage. Start at {@code Compiler}. Talks to no
 * server.
 */
@NullMarked
package dev.orrery.models.compile;

import org.jspecify.annotations.NullMarked;
