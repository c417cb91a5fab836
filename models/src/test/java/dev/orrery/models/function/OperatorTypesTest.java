// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.models.sql.tree.BinaryOperator;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OperatorTypesTest {
    private static final DataType INT = DataType.of(Kind.INT);
    private static final DataType TEXT = DataType.varchar();

    private static OperatorTypes types(BinaryOperator operator, DataType left, DataType right) {
        return OperatorTypes.of(operator, left, right).orElseThrow();
    }

    @Test
    void sums_are_made_in_the_type_of_the_result() {
        assertThat(types(BinaryOperator.ADD, INT, DataType.of(Kind.TINYINT)))
                .isEqualTo(new OperatorTypes(
                        DataType.of(Kind.BIGINT), DataType.of(Kind.BIGINT), DataType.of(Kind.BIGINT)));
        assertThat(types(BinaryOperator.ADD, INT, TEXT).left()).isEqualTo(DataType.of(Kind.DOUBLE));
    }

    @Test
    void factors_keep_their_own_scales() {
        OperatorTypes product = types(BinaryOperator.MULTIPLY, new DataType.Decimal(10, 2), new DataType.Decimal(5, 3));
        assertThat(product.left()).isEqualTo(new DataType.Decimal(10, 2));
        assertThat(product.right()).isEqualTo(new DataType.Decimal(5, 3));
        assertThat(product.result()).isEqualTo(new DataType.Decimal(15, 5));
    }

    @Test
    void a_string_equals_an_exact_number_as_a_decimal_and_is_ordered_as_a_double() {
        assertThat(types(BinaryOperator.EQUAL, INT, TEXT).left()).isEqualTo(new DataType.Decimal(38, 9));
        assertThat(types(BinaryOperator.LESS, INT, TEXT).left()).isEqualTo(DataType.of(Kind.DOUBLE));
        assertThat(types(BinaryOperator.EQUAL, DataType.of(Kind.DATE), TEXT).left())
                .isEqualTo(DataType.of(Kind.DATETIME));
    }

    @Test
    void a_shift_counts_in_bigint_and_json_is_no_number() {
        assertThat(types(BinaryOperator.SHIFT_LEFT, INT, INT))
                .isEqualTo(new OperatorTypes(INT, DataType.of(Kind.BIGINT), INT));
        assertThat(OperatorTypes.of(BinaryOperator.ADD, DataType.of(Kind.JSON), INT))
                .isEqualTo(Optional.empty());
    }
}
