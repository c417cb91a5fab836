// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.translate;

import dev.orrery.embedded.duck.Casting;
import dev.orrery.embedded.duck.Typed;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.type.DataType;
import java.util.ArrayList;
import java.util.List;

/** A translated query: its columns are {@code c1}, {@code c2}, … in DuckDB. */
record QueryText(String sql, List<Column> columns) {
    QueryText {
        columns = List.copyOf(columns);
    }

    /** The columns of a relation with this alias, under their StarRocks names. */
    List<Scope.Entry> entries(String duckAlias, String relation, List<String> names) {
        List<Scope.Entry> entries = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            String name = i < names.size() ? names.get(i) : column.name();
            Typed value = Typed.of(duckAlias + ".c" + (i + 1), column.type()).nullable(column.nullable());
            entries.add(new Scope.Entry("", relation, name, value, false));
        }
        return entries;
    }

    /** The same rows with each column cast. */
    QueryText as(List<DataType> types) {
        boolean same = true;
        List<String> items = new ArrayList<>();
        List<Column> cast = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            String name = "c" + (i + 1);
            Typed value = Casting.to(Typed.of(name, column.type()), types.get(i));
            same &= value.sql().equals(name);
            items.add(value.sql() + " AS " + name);
            cast.add(new Column(column.name(), types.get(i), column.nullable(), column.comment()));
        }
        return new QueryText(same ? sql : "SELECT " + String.join(", ", items) + " FROM (" + sql + ")", cast);
    }
}
