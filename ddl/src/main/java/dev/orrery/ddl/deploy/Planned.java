// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import dev.orrery.ddl.changelog.Changelog;
import dev.orrery.ddl.diff.Desired;
import dev.orrery.ddl.diff.Destructive;
import dev.orrery.ddl.diff.Diff;
import dev.orrery.ddl.plan.Plan;
import dev.orrery.ddl.seed.Seed;
import java.util.List;

/**
 * A plan with what it rests on.
 *
 * @param seeds all of the project
 * @param changelog the plan as a file; without change sets when there is nothing to do
 */
public record Planned(
        Desired desired, List<Seed> seeds, Diff.Live live, Destructive destructive, Plan plan, Changelog changelog) {
    public Planned {
        seeds = List.copyOf(seeds);
    }
}
