// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.version;

import dev.orrery.models.sql.tree.Location;

/**
 * Something in a statement that not every supported version understands.
 *
 * @param at where it stands, blanks around it perhaps
 * @param shown as a message names it, user text in quotes
 * @param instead what to write for older servers; empty where there is nothing
 */
public record Use(Location at, String shown, Since since, String instead) {}
