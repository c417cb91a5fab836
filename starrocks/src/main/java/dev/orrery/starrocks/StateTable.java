// SPDX-License-Identifier: Apache-2.0
package dev.orrery.starrocks;

import java.util.Locale;

/** What is remembered of an environment, a table each; that of the deploy lock comes and goes with its holder. */
public enum StateTable {
    OBJECT,
    DEPLOYMENT,
    ROLLBACK,
    DEPLOYMENT_CHANGELOG,
    DATABASECHANGELOG,
    SEED,
    MV_LEASE,
    DATABASE;

    /** As it stands in the table's name, behind that of the environment. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
