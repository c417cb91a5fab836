// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.table;

import java.io.Serializable;

/** A column that a pipeline may fill. */
public record TargetColumn(String name, ColumnType type, Nullability nullability, Role role) implements Serializable {

    /** Whether NULL fits. */
    public enum Nullability {
        NULLABLE,
        NOT_NULL
    }

    /** What a column is to the table. */
    public enum Role {
        KEY,
        VALUE,
        /** Computed by the server: never written. */
        GENERATED
    }

    public boolean isKey() {
        return role == Role.KEY;
    }
}
