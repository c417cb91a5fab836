/**
 * The language of Orrery: files become a project, an analyzed catalog and a graph. Here lies only {@link
 * dev.orrery.models.ModelCode}, the list of everything that can be wrong; the rooms below are entered through {@code
 * project.Project}, {@code compile.Compiler} and {@code sql.SqlParser}.
 */
@NullMarked
package dev.orrery.models;

import org.jspecify.annotations.NullMarked;
