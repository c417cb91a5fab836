/**
 * A project on this disk: finds its folder and reads its files. Start at {@link
 * dev.orrery.cli.project.ProjectFolder}. The one place where model files meet the file system.
 */
@NullMarked
package dev.orrery.cli.project;

import org.jspecify.annotations.NullMarked;
