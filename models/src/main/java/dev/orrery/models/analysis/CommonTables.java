// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The names that WITH has brought in so far; the innermost first. */
final class CommonTables {
    static final CommonTables NONE = new CommonTables(null, "", new Shape(java.util.List.of(), Origins.NONE));

    private final @Nullable CommonTables before;
    private final String name;
    private final Shape shape;

    private CommonTables(@Nullable CommonTables before, String name, Shape shape) {
        this.before = before;
        this.name = name;
        this.shape = shape;
    }

    CommonTables with(String added, Shape addedShape) {
        return new CommonTables(this, added, addedShape);
    }

    Optional<Shape> find(String wanted) {
        for (CommonTables at = this; at.before != null; at = at.before) {
            if (at.name.equalsIgnoreCase(wanted)) {
                return Optional.of(at.shape);
            }
        }
        return Optional.empty();
    }
}
