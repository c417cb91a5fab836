// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.plan;

import dev.orrery.ddl.diff.Change;
import dev.orrery.ddl.diff.Desired;
import dev.orrery.ddl.diff.Destructive;
import dev.orrery.ddl.diff.Diff;
import dev.orrery.ddl.diff.Differences;
import dev.orrery.ddl.seed.Seed;
import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.Severity;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What will be done, in order, and what will not.
 *
 * @param steps one statement each; every model after all that it reads
 * @param seeds whose rows take the place of those that their tables hold, after the steps
 * @param findings what stands in the way (errors: nothing is carried out), what is withheld, what is carried
 */
public record Plan(List<Step> steps, List<Seed> seeds, List<Diagnostic> findings) {
    public Plan {
        steps = List.copyOf(steps);
        seeds = List.copyOf(seeds);
        findings = List.copyOf(findings);
    }

    /** The steps from live to desired, without seeds. */
    public static Plan of(Catalog desired, Diff.Live live, Destructive destructive) {
        return of(Desired.of(desired), live, destructive);
    }

    /** The steps from live to desired, without seeds. */
    public static Plan of(Desired desired, Diff.Live live, Destructive destructive) {
        Differences differences = Diff.between(desired, live, destructive);
        return new Plan(
                new PlanOrder(desired.catalog(), live, differences.changes()).steps(),
                List.of(),
                differences.findings());
    }

    /** The names of what some changes are done to. */
    public static SortedSet<String> subjects(List<Change> changes) {
        SortedSet<String> subjects = new TreeSet<>();
        changes.forEach(change -> subjects.add(change.accept(SubjectOf.CHANGE)));
        return subjects;
    }

    /**
     * The same plan, its steps saying what they have to move.
     *
     * @param volumes what each table and MV of the server holds; those that are missing are not known
     */
    public Plan weighed(Catalog desired, Catalog live, Map<ModelName, Volume> volumes) {
        return new Plan(Weighing.of(steps, desired, live, volumes), seeds, findings);
    }

    /** Whether a step moves rows, so that it is worth knowing how many. */
    public boolean movesRows() {
        return steps.stream().anyMatch(step -> step.cost() != Cost.INSTANT);
    }

    /** What all steps together have to move, by what is done with it. A column that goes is no row that goes. */
    public SortedMap<Weight.Doing, Volume> total() {
        SortedMap<Weight.Doing, Volume> total = new TreeMap<>();
        steps.forEach(step -> step.weight()
                .filter(weight ->
                        weight.doing() != Weight.Doing.LOSES || weight.of().isEmpty())
                .ifPresent(weight -> total.merge(weight.doing(), weight.volume(), Volume::plus)));
        return total;
    }

    /** How many differences stay because making them go away takes rows or values with them. */
    public long withheld() {
        return findings.stream()
                .filter(finding -> finding.severity() == Severity.WARNING)
                .count();
    }

    /** Nothing to do: live is what the project says, but for what is withheld. */
    public boolean isEmpty() {
        return steps.isEmpty() && seeds.isEmpty() && !isBlocked();
    }

    /** Something has to be mended first. */
    public boolean isBlocked() {
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }
}
