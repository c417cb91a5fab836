// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ColumnTypesTest {
    @Test
    void information_schema_spells_types_in_its_own_way() {
        assertThat(ColumnTypes.parse("tinyint(1)")).isEqualTo(DataType.of(Kind.BOOLEAN));
        assertThat(ColumnTypes.parse("tinyint(4)")).isEqualTo(DataType.of(Kind.TINYINT));
        assertThat(ColumnTypes.parse("bigint(20) unsigned")).isEqualTo(DataType.of(Kind.LARGEINT));
        assertThat(ColumnTypes.parse("decimal(18, 2)")).isEqualTo(new DataType.Decimal(18, 2));
        assertThat(ColumnTypes.parse("varchar(65533)")).isEqualTo(DataType.string());
        assertThat(ColumnTypes.parse("array<int(11)>")).isEqualTo(new DataType.Array(DataType.of(Kind.INT)));
        assertThat(ColumnTypes.parse("struct<a int(11), b varchar(65533)>"))
                .isEqualTo(new DataType.Struct(List.of(
                        new DataType.Field("a", DataType.of(Kind.INT)), new DataType.Field("b", DataType.string()))));
    }

    @Test
    void a_type_that_nobody_knows_is_unknown() {
        assertThat(ColumnTypes.parse("geometry of the spheres")).isEqualTo(DataType.of(Kind.UNKNOWN));
    }
}
