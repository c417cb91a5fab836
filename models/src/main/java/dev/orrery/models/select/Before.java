// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.select;

import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.project.Project;
import dev.orrery.models.project.SourceFiles;

/**
 * An earlier state of a project, which {@code state:} compares with.
 *
 * @param project as it was, as far as it could be read
 * @param now the files of today
 * @param then the files of that time
 */
public record Before(Project project, SourceFiles now, SourceFiles then) {

    /** What was wrong with the project in those days is nobody's concern today: a model that cannot be read is new. */
    public static Before of(SourceFiles now, SourceFiles then) {
        return new Before(Project.load(then, new Diagnostics()), now, then);
    }
}
