// SPDX-License-Identifier: Apache-2.0
package dev.orrery.starrocks;

import dev.orrery.models.diagnostic.Code;
import dev.orrery.models.diagnostic.Severity;

/** Findings about a server. */
public enum StarRocksCode implements Code {
    CANNOT_CONNECT("ORR-S001"),
    ACCESS_DENIED("ORR-S002"),
    MALFORMED_ADDRESS("ORR-S003"),
    DEPLOY_LOCK_HELD("ORR-S004"),
    DEPLOY_LOCK_LOST("ORR-S005");

    private final String id;

    StarRocksCode(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Severity severity() {
        return Severity.ERROR;
    }
}
