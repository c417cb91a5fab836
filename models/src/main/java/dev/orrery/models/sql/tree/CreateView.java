// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

import java.util.List;
import java.util.Optional;

/**
 * {@code CREATE [OR REPLACE] VIEW}.
 *
 * @param properties only for views of external catalogs
 * @param security {@code NONE} or {@code INVOKER}; empty when not written
 */
public record CreateView(
        Location at,
        boolean orReplace,
        boolean ifNotExists,
        Name name,
        List<ViewColumn> columns,
        Optional<String> comment,
        Optional<String> security,
        List<Property> properties,
        Query query)
        implements Statement {

    public CreateView {
        columns = List.copyOf(columns);
        properties = List.copyOf(properties);
    }

    /** The same view of another query. */
    public CreateView withQuery(Query other) {
        return new CreateView(at, orReplace, ifNotExists, name, columns, comment, security, properties, other);
    }

    /** The same view under another name. */
    public CreateView named(Name other) {
        return new CreateView(at, orReplace, ifNotExists, other, columns, comment, security, properties, query);
    }

    @Override
    public <R> R accept(StatementVisitor<R> visitor) {
        return visitor.createView(this);
    }
}
