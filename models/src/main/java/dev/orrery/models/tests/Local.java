// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.tests;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.rewrite.TreeRewriter;
import dev.orrery.models.sql.SqlPrinter;
import dev.orrery.models.sql.tree.CreateView;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Relation;
import dev.orrery.models.sql.tree.ViewColumn;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Names of models on the server of a test, which has one catalog: a table of an external one stands in a database named
 * after both.
 */
final class Local extends TreeRewriter {
    private Local() {}

    static LocalName of(ModelName name) {
        return new LocalName(name.database().replace(".", "__"), name.name());
    }

    record LocalName(String database, String name) {
        Name tree() {
            return Name.of(database, name);
        }

        String quoted() {
            return SqlPrinter.name(database) + "." + SqlPrinter.name(name);
        }
    }

    /** An MV too is a view here: it shows the same rows, and nobody has to refresh it. */
    static CreateView view(ModelName name, List<ViewColumn> columns, Query query) {
        return new CreateView(
                Location.NOWHERE,
                false,
                false,
                of(name).tree(),
                columns,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                new Local().query(query));
    }

    @Override
    public Relation table(Relation.Table relation) {
        List<Identifier> parts = relation.name().parts();
        if (parts.size() < 3) {
            return relation;
        }
        String database = parts.subList(0, parts.size() - 1).stream()
                .map(Identifier::text)
                .collect(Collectors.joining("__"));
        return new Relation.Table(
                relation.at(),
                Name.of(database, relation.name().last().text()),
                List.of(),
                relation.hints(),
                relation.alias().or(() -> Optional.of(relation.name().last())));
    }
}
