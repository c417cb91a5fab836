// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis.scope;

import dev.orrery.models.analysis.origin.Origins;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The names that WITH has brought in so far; the innermost first. */
public final class WithTables {
    public static final WithTables NONE = new WithTables(null, "", new Shape(java.util.List.of(), Origins.NONE));

    private final @Nullable WithTables before;
    private final String name;
    private final Shape shape;

    private WithTables(@Nullable WithTables before, String name, Shape shape) {
        this.before = before;
        this.name = name;
        this.shape = shape;
    }

    public WithTables with(String added, Shape addedShape) {
        return new WithTables(this, added, addedShape);
    }

    public Optional<Shape> find(String wanted) {
        for (WithTables at = this; at.before != null; at = at.before) {
            if (at.name.equalsIgnoreCase(wanted)) {
                return Optional.of(at.shape);
            }
        }
        return Optional.empty();
    }
}
