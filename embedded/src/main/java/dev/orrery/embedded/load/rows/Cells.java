// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load.rows;

import dev.orrery.models.type.DataType;
import java.util.Optional;

/** The cell for a type; empty for a type that a load cannot write. */
final class Cells implements DataType.Visitor<Optional<Cell>> {
    static final Cells OF = new Cells();

    private Cells() {}

    @Override
    public Optional<Cell> simple(DataType.Simple type) {
        return switch (type.kind()) {
            case BOOLEAN -> Optional.of(new NumberCell.Truth());
            case TINYINT -> Optional.of(new NumberCell.Whole(NumberCell.Whole.Width.TINYINT));
            case SMALLINT -> Optional.of(new NumberCell.Whole(NumberCell.Whole.Width.SMALLINT));
            case INT -> Optional.of(new NumberCell.Whole(NumberCell.Whole.Width.INT));
            case BIGINT -> Optional.of(new NumberCell.Whole(NumberCell.Whole.Width.BIGINT));
            case LARGEINT -> Optional.of(new NumberCell.Large());
            case FLOAT -> Optional.of(new NumberCell.Floating(NumberCell.Floating.Precision.FLOAT));
            case DOUBLE -> Optional.of(new NumberCell.Floating(NumberCell.Floating.Precision.DOUBLE));
            case DATE -> Optional.of(new TimeCell(TimeCell.Kept.DATE));
            case DATETIME -> Optional.of(new TimeCell(TimeCell.Kept.DATETIME));
            case JSON -> Optional.of(new TextCell.Json());
            case TIME, HLL, BITMAP, PERCENTILE, VARIANT, NULL, UNKNOWN -> Optional.empty();
        };
    }

    @Override
    public Optional<Cell> decimal(DataType.Decimal type) {
        return type.precision() > 38 ? Optional.empty() : Optional.of(new DecimalCell(type.precision(), type.scale()));
    }

    @Override
    public Optional<Cell> text(DataType.Text type) {
        return switch (type.kind()) {
            case CHAR, VARCHAR -> Optional.of(new TextCell.Plain(type.length().orElse(DataType.STRING_LENGTH)));
            case VARBINARY -> Optional.empty();
        };
    }

    @Override
    public Optional<Cell> array(DataType.Array type) {
        return Optional.empty();
    }

    @Override
    public Optional<Cell> map(DataType.Map type) {
        return Optional.empty();
    }

    @Override
    public Optional<Cell> struct(DataType.Struct type) {
        return Optional.empty();
    }
}
