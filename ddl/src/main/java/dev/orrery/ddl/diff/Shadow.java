// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.diff;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.CreateMaterializedView;

/** The MV that is built aside while the live one is read: its name, and its statement. */
public final class Shadow {
    private static final String SUFFIX = "__orrery_next";

    private Shadow() {}

    public static ModelName of(ModelName name) {
        return new ModelName(name.database(), name.name() + SUFFIX);
    }

    /** Whether an object is one of ours that stands, or stood, in another's place. */
    public static boolean isShadow(ModelName name) {
        return name.name().endsWith(SUFFIX);
    }

    public static CreateMaterializedView named(CreateMaterializedView statement, ModelName name) {
        return new CreateMaterializedView(
                statement.at(),
                statement.ifNotExists(),
                name.toName(),
                statement.columns(),
                statement.indexes(),
                statement.comment(),
                statement.distribution(),
                statement.refresh(),
                statement.partitionBy(),
                statement.orderBy(),
                statement.properties(),
                statement.query());
    }
}
