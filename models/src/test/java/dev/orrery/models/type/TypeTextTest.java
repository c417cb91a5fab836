// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.models.sql.SqlParser;
import dev.orrery.models.sql.tree.Call;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            boolean       | BOOLEAN        | boolean        | boolean       | tinyint         | tinyint(1)
            int           | INT            | int(11)        | int           | int             | int(11)
            largeint(40)  | LARGEINT       | largeint(40)   | largeint      | bigint unsigned | bigint(20) unsigned
            decimal(10,2) | DECIMAL(10, 2) | decimal(10, 2) | decimal(10,2) | decimal         | decimal(10, 2)
            string        | STRING         | varchar(65533) | varchar(65533) | varchar        | varchar(65533)
            varchar(5)    | VARCHAR(5)     | varchar(5)     | varchar(5)    | varchar         | varchar(5)
            map<int,array<bigint>> | MAP<INT, ARRAY<BIGINT>> | map<int(11),array<bigint(20)>> \
                | map<int,array<bigint>> | map | map<int(11),array<bigint(20)>>
            """)
    void each_surface_has_its_spelling(
            String sql, String ddl, String showCreate, String desc, String dataType, String columnType) {
        DataType type = ((Call.Cast) SqlParser.parseExpression("CAST(a AS " + sql + ")")).type();

        assertThat(TypeText.ddl(type)).isEqualTo(ddl);
        assertThat(TypeText.showCreate(type)).isEqualTo(showCreate);
        assertThat(TypeText.desc(type)).isEqualTo(desc);
        assertThat(TypeText.dataType(type)).isEqualTo(dataType);
        assertThat(TypeText.columnType(type)).isEqualTo(columnType);
    }
}
