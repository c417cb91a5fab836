// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.normal;

import dev.orrery.models.catalog.Column;
import dev.orrery.models.type.DataType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A column of a view or MV as far as it can differ: its name in lower case, and its type without the length of texts,
 * which servers widen as they like. Whether it may be NULL is inferred, differently by each version, and left out.
 */
public record ReaderColumn(String name, DataType type) {

    static List<ReaderColumn> of(List<Column> columns) {
        return columns.stream()
                .map(column -> new ReaderColumn(column.name().toLowerCase(Locale.ROOT), settled(column.type())))
                .toList();
    }

    private static DataType settled(DataType type) {
        return type.accept(new Settled());
    }

    /** Texts lose their kind and length; a column that is always NULL is a BOOLEAN to an MV. */
    private static final class Settled implements DataType.Visitor<DataType> {
        @Override
        public DataType simple(DataType.Simple type) {
            return type.kind() == DataType.Kind.NULL ? DataType.of(DataType.Kind.BOOLEAN) : type;
        }

        @Override
        public DataType decimal(DataType.Decimal type) {
            return type;
        }

        @Override
        public DataType text(DataType.Text type) {
            return type.kind() == DataType.TextKind.VARBINARY
                    ? new DataType.Text(type.kind(), Optional.empty())
                    : DataType.varchar();
        }

        @Override
        public DataType array(DataType.Array type) {
            return new DataType.Array(type.element().accept(this));
        }

        @Override
        public DataType map(DataType.Map type) {
            return new DataType.Map(type.key().accept(this), type.value().accept(this));
        }

        @Override
        public DataType struct(DataType.Struct type) {
            return new DataType.Struct(type.fields().stream()
                    .map(field -> new DataType.Field(
                            field.name().toLowerCase(Locale.ROOT), field.type().accept(this)))
                    .toList());
        }
    }
}
