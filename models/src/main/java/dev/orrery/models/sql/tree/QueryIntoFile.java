// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

import java.util.List;
import java.util.Optional;

/**
 * {@code SELECT … INTO OUTFILE "path" FORMAT AS format PROPERTIES (…)}.
 *
 * @param format in upper case
 */
public record QueryIntoFile(Location at, Query query, String path, Optional<String> format, List<Property> properties)
        implements Statement {

    public QueryIntoFile {
        properties = List.copyOf(properties);
    }

    @Override
    public <R> R accept(StatementVisitor<R> visitor) {
        return visitor.queryIntoFile(this);
    }
}
