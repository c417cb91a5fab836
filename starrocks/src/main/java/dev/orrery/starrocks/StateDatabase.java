// SPDX-License-Identifier: Apache-2.0
package dev.orrery.starrocks;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.project.DatabaseNames;

/**
 * The database in which Orrery keeps what it has to remember on a server: {@code _orrery_<project>}, one set of tables for each
 * environment.
 */
public final class StateDatabase {
    private final StarRocks starRocks;
    private final String name;
    private final String environment;

    public StateDatabase(StarRocks starRocks, String project, String environment) {
        this.starRocks = starRocks;
        this.name = "_orrery_" + DatabaseNames.word(project);
        this.environment = DatabaseNames.word(environment);
    }

    public String name() {
        return name;
    }

    public StarRocks starRocks() {
        return starRocks;
    }

    /** A table of this environment: {@code <environment>_<what>}. */
    public ModelName table(StateTable what) {
        return table(what.word());
    }

    ModelName table(String what) {
        return new ModelName(name, environment + "_" + what);
    }

    /** Creates the database unless it is there. */
    public void ensure() {
        try {
            starRocks.execute("CREATE DATABASE IF NOT EXISTS " + SqlNames.quote(name));
        } catch (ServerException e) {
            // Of several that create it at once, all but one may be told that it exists.
            if (!starRocks.databases().contains(name)) {
                throw e;
            }
        }
    }

    /** Forgets all that is remembered of this environment. */
    public void forget() {
        for (StateTable what : StateTable.values()) {
            starRocks.execute("DROP TABLE IF EXISTS " + SqlNames.quote(table(what)));
        }
    }

    /**
     * How many copies a table of state shall have: three where three back ends are alive to keep them, fewer on a small
     * server.
     */
    public int replicas() {
        try {
            long alive = starRocks.ask(sql -> sql.fetch("SHOW BACKENDS").stream()
                    .filter(row -> MetadataReads.isTrue(String.valueOf(row.get("Alive"))))
                    .count());
            return (int) Math.max(1, Math.min(3, alive));
        } catch (ServerException e) {
            // Listing back ends needs a privilege that a deploying user may lack: the server's default is three.
            return e.kind() == ServerException.Kind.ACCESS_DENIED ? 3 : 1;
        }
    }
}
