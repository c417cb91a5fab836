// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

import java.util.List;
import java.util.Optional;

/**
 * {@code INDEX name (column) USING BITMAP}.
 *
 * @param using in upper case; empty means BITMAP
 */
public record IndexDefinition(
        Location at,
        Identifier name,
        List<Identifier> columns,
        Optional<String> using,
        List<Property> properties,
        Optional<String> comment)
        implements Node {

    public IndexDefinition {
        columns = List.copyOf(columns);
        properties = List.copyOf(properties);
    }
}
