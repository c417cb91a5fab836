// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis.table;

import dev.orrery.models.ModelCode;
import dev.orrery.models.analysis.Finding;
import dev.orrery.models.project.Project;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.Distribution;
import dev.orrery.models.sql.tree.IndexDefinition;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules of StarRocks' tables that can be told from the statement alone. */
public final class TableRules {
    private TableRules() {}

    /** What a server such as the target would refuse; rules of storage hold for StarRocks' own tables only. */
    public static List<Finding> check(CreateTable table, Project.Target target) {
        Subject subject = new Subject(table, target);
        columnsOnce(subject);
        if (isElsewhere(table)) {
            return subject.findings();
        }
        if (isOfOtherCatalog(table)) {
            subject.report(
                    table.name().at(),
                    ModelCode.OTHER_CATALOG,
                    "catalog '" + table.name().parts().get(0) + "' is not StarRocks' own",
                    "declare tables of other catalogs with CREATE EXTERNAL TABLE below models/external/");
            return subject.findings();
        }
        names(subject);
        if (subject.findings().isEmpty()) {
            new NameRules(subject).check();
            new ColumnRules(subject).check();
            new DefaultRules(subject).check();
            new KeyRules(subject).check();
            new PartitionRules(subject).check();
            new DistributionRules(subject).check();
            new IndexRules(subject).check();
            new PropertyRules(subject).check();
        }
        new TargetRules(subject).check();
        return subject.findings();
    }

    private static boolean isElsewhere(CreateTable table) {
        return table.external()
                || table.engine()
                        .filter(engine -> !engine.equalsIgnoreCase("olap"))
                        .isPresent();
    }

    private static boolean isOfOtherCatalog(CreateTable table) {
        return table.name().parts().size() == 3
                && !table.name().parts().get(0).text().equals("default_catalog");
    }

    private static void columnsOnce(Subject subject) {
        Set<String> names = new HashSet<>();
        for (ColumnDefinition column : subject.table().columns()) {
            if (!names.add(Subject.lower(column.name()))) {
                subject.report(
                        column.name().at(),
                        ModelCode.NAME_OF_COLUMN_TWICE,
                        "column '" + column.name() + "' is defined twice");
            }
        }
    }

    /** Every column that is named must be there; the other rules count on it. */
    private static void names(Subject subject) {
        CreateTable table = subject.table();
        table.key().ifPresent(key -> key.columns().forEach(subject::known));
        table.distribution().map(Distribution::columns).orElse(List.of()).forEach(subject::known);
        table.orderBy().forEach(subject::known);
        table.indexes().stream().map(IndexDefinition::columns).forEach(list -> list.forEach(subject::known));
        table.rollups().forEach(rollup -> rollup.columns().forEach(subject::known));
    }
}
