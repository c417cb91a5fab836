/**
 * The tables that pipelines fill, from the desired catalog or from a live server: which columns may be written, what
 * identifies a row, what fits. Start at {@link dev.orrery.loader.table.TargetTable}. Values only, save {@link
 * dev.orrery.loader.table.ServerTables}, which reads them over the MySQL protocol.
 */
@NullMarked
package dev.orrery.loader.table;

import org.jspecify.annotations.NullMarked;
