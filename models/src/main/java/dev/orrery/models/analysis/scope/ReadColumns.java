// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis.scope;

import dev.orrery.models.analysis.origin.Origin;
import dev.orrery.models.analysis.origin.Origins;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.function.Typed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The columns of a table as what is read from it, made once for all the queries that read it. Immutable. */
public final class ReadColumns {
    private final List<Field> fields;

    private ReadColumns(List<Field> fields) {
        this.fields = fields;
    }

    public static ReadColumns of(ModelName table, List<Column> columns) {
        List<Field> fields = new ArrayList<>(columns.size());
        for (Column column : columns) {
            Origins origins = Origins.direct(new Origin(table, column.name()));
            Value value = Value.of(new Typed(column.type(), column.nullable()), origins);
            fields.add(new Field(column.name(), Optional.empty(), value));
        }
        return new ReadColumns(fields);
    }

    /** New fields: a table that is read twice has each of its columns twice. */
    public List<Field> under(RelationName relation) {
        Optional<RelationName> name = Optional.of(relation);
        List<Field> named = new ArrayList<>(fields.size());
        for (Field field : fields) {
            named.add(field.under(name));
        }
        return named;
    }
}
