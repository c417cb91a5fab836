/**
 * Writes models out of what a server holds: a live catalog in, model files and an orrery.yml out, held against that same catalog
 * by compiling and comparing before anything is written. Start at {@link dev.orrery.ddl.importing.Import}. Pure: who calls it
 * reads the server and writes the files.
 */
@NullMarked
package dev.orrery.ddl.importing;

import org.jspecify.annotations.NullMarked;
