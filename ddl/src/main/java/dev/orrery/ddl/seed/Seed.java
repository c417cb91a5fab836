// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.seed;

import dev.orrery.models.catalog.ModelName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a seed, as its CSV has them.
 *
 * @param columns in the order of the file
 * @param rows one value a column; null for {@code \N}
 * @param fingerprint of the file's text
 */
public record Seed(ModelName table, List<String> columns, List<List<@Nullable String>> rows, String fingerprint) {
    public Seed {
        columns = List.copyOf(columns);
        List<List<@Nullable String>> copy = new ArrayList<>();
        rows.forEach(row -> copy.add(Collections.unmodifiableList(new ArrayList<>(row))));
        rows = Collections.unmodifiableList(copy);
    }

    /** The same rows for a table of another name. */
    public Seed into(ModelName other) {
        return new Seed(other, columns, rows, fingerprint);
    }
}
