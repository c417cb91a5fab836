/**
 * Brings a server from what it is to what the project says: {@code normal} gives both sides one form, {@code live}
 * reads a server, {@code plan} compares and orders, {@code changelog} writes a plan as a Liquibase file, {@code deploy}
 * carries it out. Start at {@link dev.orrery.ddl.diff.Diff}; here lie only the codes of what can go wrong.
 */
@NullMarked
package dev.orrery.ddl;

import org.jspecify.annotations.NullMarked;
