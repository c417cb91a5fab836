// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.job;

import java.io.Serializable;

/** A table as the sink names it to the server. */
record TableName(String database, String name) implements Serializable {

    /** {@code database.table}. */
    String qualified() {
        return database + "." + name;
    }

    static TableName of(String qualified) {
        int dot = qualified.indexOf('.');
        return new TableName(qualified.substring(0, dot), qualified.substring(dot + 1));
    }
}
