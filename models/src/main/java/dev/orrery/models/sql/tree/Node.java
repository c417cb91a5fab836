// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

/** Anything in the tree. */
public interface Node {
    Location at();
}
