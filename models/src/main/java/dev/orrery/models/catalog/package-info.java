/**
 * A set of analyzed definitions, {@link dev.orrery.models.catalog.Catalog}: desired when it comes from files, live
 * when it comes from a server. The differ compares two of them; {@link dev.orrery.models.catalog.ModelGraph} tells what
 * stands on what and how fresh it has to be. Start at {@code Catalog}. Values only: nothing here reads a file or a
 * server.
 */
@NullMarked
package dev.orrery.models.catalog;

import org.jspecify.annotations.NullMarked;
