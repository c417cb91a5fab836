/**
 * A plan as a standard Liquibase formatted SQL changelog, to be read in a pull request and carried out by any Liquibase with
 * {@code ddl.liquibase} on its class path: {@link dev.orrery.ddl.changelog.Changelog#write} makes the file, {@link
 * dev.orrery.ddl.changelog.Changelog#read} tells what one is. Start at {@code Changelog}. Knows nothing of servers.
 */
@NullMarked
package dev.orrery.ddl.changelog;

import org.jspecify.annotations.NullMarked;
