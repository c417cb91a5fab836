// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis.table;

import dev.orrery.models.ModelCode;
import dev.orrery.models.function.TypeNames;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateTable.KeyKind;
import dev.orrery.models.sql.tree.Distribution;
import dev.orrery.models.sql.tree.Identifier;
import java.util.HashSet;
import java.util.Set;

/** How the rows of a table are spread over buckets. */
final class DistributionRules {
    private final Subject subject;

    DistributionRules(Subject subject) {
        this.subject = subject;
    }

    void check() {
        subject.table().distribution().ifPresentOrElse(this::check, this::none);
    }

    private void none() {
        if (subject.joinsRows()) {
            subject.report(
                    subject.table().name().at(),
                    ModelCode.DISTRIBUTION,
                    "a table with " + subject.model() + " KEY says what it is distributed by",
                    "add DISTRIBUTED BY HASH (…) with columns of the key");
        }
    }

    private void check(Distribution distribution) {
        if (distribution.buckets().filter(buckets -> buckets < 1).isPresent()) {
            wrong(
                    distribution,
                    "there is one bucket at least, not "
                            + distribution.buckets().orElse(0));
        }
        if (distribution.columns().isEmpty()) {
            random(distribution);
            return;
        }
        Set<String> seen = new HashSet<>();
        for (Identifier name : distribution.columns()) {
            ColumnDefinition column = subject.column(name).orElse(null);
            if (column == null) {
                continue;
            }
            if (!seen.add(Subject.lower(name))) {
                subject.report(name.at(), ModelCode.DISTRIBUTION, "column '" + name + "' stands twice in HASH");
            } else if (subject.model() != KeyKind.DUPLICATE && !subject.isKey(name)) {
                subject.report(
                        name.at(),
                        ModelCode.DISTRIBUTION,
                        "a table with " + subject.model() + " KEY is distributed by columns of its key, '" + name
                                + "' is not in it");
            } else if (KeyRules.cannotSort(column.type())) {
                subject.report(
                        name.at(),
                        ModelCode.DISTRIBUTION,
                        "rows cannot be distributed by '" + name + "' of type " + TypeNames.of(column.type()));
            }
        }
    }

    private void random(Distribution distribution) {
        boolean replaced = subject.model() != KeyKind.AGGREGATE
                || subject.table().columns().stream()
                        .anyMatch(column -> column.aggregation()
                                .filter(aggregate -> aggregate.startsWith("REPLACE"))
                                .isPresent());
        if (subject.model() != KeyKind.DUPLICATE && replaced) {
            wrong(distribution, "a table with " + subject.model() + " KEY cannot be distributed by RANDOM");
        }
        if (subject.property("colocate_with").isPresent()) {
            wrong(distribution, "a table of a colocation group cannot be distributed by RANDOM");
        }
    }

    private void wrong(Distribution distribution, String message) {
        subject.report(distribution.at(), ModelCode.DISTRIBUTION, message);
    }
}
