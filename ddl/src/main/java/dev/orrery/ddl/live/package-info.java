/**
 * Reads a server into the same records as the project: SHOW CREATE is parsed, columns and their types come from {@code
 * information_schema}. Start at {@link dev.orrery.ddl.live.LiveCatalog#read}. Reads only.
 */
@NullMarked
package dev.orrery.ddl.live;

import org.jspecify.annotations.NullMarked;
