// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.importing;

import dev.orrery.models.rewrite.TreeRewriter;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.Select;
import java.util.Optional;

/** Takes out what servers write into queries and nobody would: {@code t.id AS id} is {@code t.id}. */
final class PlainNames extends TreeRewriter {
    private PlainNames() {}

    static Query of(Query query) {
        return new PlainNames().query(query);
    }

    @Override
    protected Select select(Select select) {
        Select copied = super.select(select);
        return new Select(
                copied.at(),
                copied.hints(),
                copied.distinct(),
                copied.items().stream().map(PlainNames::item).toList(),
                copied.from(),
                copied.where(),
                copied.groupBy(),
                copied.having(),
                copied.qualify());
    }

    private static Select.Item item(Select.Item item) {
        boolean same = item.expression() instanceof Reference.Column column
                && item.alias()
                        .filter(alias ->
                                alias.text().equals(column.name().last().text()))
                        .isPresent();
        return same ? new Select.Item(item.at(), item.expression(), Optional.empty()) : item;
    }
}
