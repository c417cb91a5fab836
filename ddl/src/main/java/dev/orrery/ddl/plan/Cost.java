// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.plan;

/** What a step costs, from nothing to everything. */
public enum Cost {
    INSTANT("instant"),
    SCHEMA_CHANGE("schema change in the background"),
    REBUILD("copies every row"),
    REFRESH("full refresh"),
    DATA_LOSS("loses data");

    private final String words;

    Cost(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
