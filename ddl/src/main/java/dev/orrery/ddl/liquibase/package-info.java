/**
 * What Liquibase has to know of StarRocks, found through {@code META-INF/services} by any Liquibase 4 that has this jar on
 * its class path: {@link dev.orrery.ddl.liquibase.StarRocksDatabase}, its history in a primary-key table, its lock, and an
 * executor that waits for what the server does in the background. Start at {@code StarRocksDatabase}. A jar of its own: it knows nothing
 * but Liquibase and JDBC.
 */
@NullMarked
package dev.orrery.ddl.liquibase;

import org.jspecify.annotations.NullMarked;
