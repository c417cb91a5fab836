/**
 * What Liquibase has to know of StarRocks, found through {@code META-INF/services} by any Liquibase 4 that has this jar on
 * its class path: {@link dev.orrery.ddl.liquibase.StarRocksDatabase}, its history in a primary-key table, its lock. Start
 * at {@code StarRocksDatabase}. Knows nothing of plans and catalogs.
 */
@NullMarked
package dev.orrery.ddl.liquibase;

import org.jspecify.annotations.NullMarked;
