// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import dev.orrery.ddl.changelog.Changelog;
import dev.orrery.ddl.plan.Destructive;
import dev.orrery.ddl.plan.Diff;
import dev.orrery.ddl.plan.Plan;
import dev.orrery.models.catalog.Catalog;

/**
 * A plan with what it rests on.
 *
 * @param changelog the plan as a file; without change sets when there is nothing to do
 */
public record Planned(Catalog desired, Diff.Live live, Destructive destructive, Plan plan, Changelog changelog) {}
