/**
 * The files of a project, read and checked one by one: {@link dev.orrery.models.project.Project#load} turns {@link
 * dev.orrery.models.project.SourceFiles} into settings, layers and models with their parsed statements. Start at {@code
 * Project}. What a statement means, and whether its names exist, is not its business: that is the room {@code analysis}.
 */
@NullMarked
package dev.orrery.models.project;

import org.jspecify.annotations.NullMarked;
