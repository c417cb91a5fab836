// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.test;

import dev.orrery.ddl.seed.Seed;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.diagnostic.SourceFile;
import dev.orrery.models.tests.ModelTest;
import dev.orrery.models.tests.TestValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of seeds as rows that a test gives. */
public final class SeedRows {
    private SeedRows() {}

    public static Map<ModelName, List<ModelTest.Row>> of(List<Seed> seeds, Compilation compilation) {
        Map<ModelName, List<ModelTest.Row>> rows = new LinkedHashMap<>();
        for (Seed seed : seeds) {
            String path = compilation
                    .model(seed.table())
                    .flatMap(model -> model.seed())
                    .orElse("");
            FileSpan at = new FileSpan(new SourceFile(path, ""), 0, 0);
            List<Column> columns = compilation
                    .catalog()
                    .find(seed.table())
                    .map(definition -> definition.columns())
                    .orElse(List.of());
            List<ModelTest.Row> read = new ArrayList<>();
            seed.rows().forEach(row -> read.add(row(at, columns, seed.columns(), row)));
            rows.put(seed.table(), read);
        }
        return rows;
    }

    private static ModelTest.Row row(
            FileSpan at, List<Column> columns, List<String> written, List<@Nullable String> cells) {
        Map<String, TestValue> values = new LinkedHashMap<>();
        for (int i = 0; i < written.size(); i++) {
            String name = written.get(i);
            String cell = cells.get(i);
            TestValue value =
                    cell == null ? new TestValue.Nothing() : new TestValue.Word(cell, TestValue.Spelling.TEXT);
            columns.stream()
                    .filter(column -> column.name().equalsIgnoreCase(name))
                    .forEach(column -> values.put(column.name(), value));
        }
        return new ModelTest.Row(at, values);
    }
}
