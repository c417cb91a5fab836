// SPDX-License-Identifier: Apache-2.0
package dev.orrery.starrocks;

import java.sql.Connection;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/** jOOQ as Orrery uses it: names quoted, values bound, nothing of its own on any output. */
public final class TypedSql {
    static {
        // Read by jOOQ when its first class loads; it would print a banner and a tip of the day otherwise.
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
    }

    private TypedSql() {}

    /** Statements over a StarRocks connection. */
    public static DSLContext starRocks(Connection connection) {
        return DSL.using(connection, SQLDialect.MYSQL, settings());
    }

    /** Statements over a store of our own, whose names are plain words: unquoted, so that people may leave quotes out too. */
    public static DSLContext store(DataSource store, SQLDialect dialect) {
        return DSL.using(store, dialect, settings().withRenderQuotedNames(RenderQuotedNames.NEVER));
    }

    private static Settings settings() {
        return new Settings()
                .withRenderQuotedNames(RenderQuotedNames.ALWAYS)
                .withExecuteLogging(false)
                .withFetchWarnings(false);
    }
}
