/**
 * Walks through trees of SQL whatever they hold: {@link dev.orrery.models.rewrite.Children} lists what stands directly
 * inside an expression, {@link dev.orrery.models.rewrite.TreeWalker} passes all of a tree, {@link
 * dev.orrery.models.rewrite.TreeRewriter} makes a changed copy. Start at {@code
 * TreeRewriter}. Knows shapes, not meanings.
 */
@NullMarked
package dev.orrery.models.rewrite;

import org.jspecify.annotations.NullMarked;
