// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.project;

import dev.orrery.models.catalog.ModelGraph;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.catalog.TargetLag;
import dev.orrery.models.diagnostic.FileSpan;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the header of a model says, every value as written; a key that is not there is empty.
 *
 * @param keys where each key stands that was written
 */
public record Header(Map<String, FileSpan> keys, About about, Freshness freshness, Storage storage, Life life) {
    public Header {
        keys = Collections.unmodifiableMap(new TreeMap<>(keys));
    }

    public boolean has(String key) {
        return keys.containsKey(key);
    }

    /**
     * For readers.
     *
     * @param columns description of a column by its name
     */
    public record About(
            Optional<ModelGraph.Kind> kind,
            Optional<String> description,
            Optional<String> owner,
            List<String> tags,
            Map<String, String> columns,
            List<DataTest> tests) {
        public About {
            tags = List.copyOf(tags);
            columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
            tests = List.copyOf(tests);
        }
    }

    /** How fresh an MV is kept and whether other queries may use it. */
    public record Freshness(
            Optional<TargetLag> targetLag,
            Optional<ModelGraph.Refresh> refresh,
            Optional<Rewrite> rewrite,
            List<String> serves,
            Optional<String> resourceGroup) {
        public Freshness {
            serves = List.copyOf(serves);
        }
    }

    /** Whether StarRocks may answer queries on the base tables from an MV. */
    public enum Rewrite {
        CHECKED,
        WITHIN_LAG,
        OFF
    }

    /**
     * How rows are stored; SQL texts are kept as written.
     *
     * @param properties in the order of the file
     */
    public record Storage(
            List<String> partitionBy,
            List<String> distributedBy,
            Optional<Integer> buckets,
            List<String> orderBy,
            Optional<String> colocateWith,
            Map<String, String> properties,
            List<String> indexes) {
        public Storage {
            partitionBy = List.copyOf(partitionBy);
            distributedBy = List.copyOf(distributedBy);
            orderBy = List.copyOf(orderBy);
            properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
            indexes = List.copyOf(indexes);
        }
    }

    /**
     * How changes are carried out.
     *
     * @param grants privileges by role
     * @param dependsOn what SQL cannot show
     * @param formerColumns the name that a column of a table had, by its own
     */
    public record Life(
            Optional<String> renamedFrom,
            boolean destructive,
            Map<String, List<String>> grants,
            Set<ModelName> dependsOn,
            Map<String, String> formerColumns) {
        public Life {
            formerColumns = Collections.unmodifiableMap(new TreeMap<>(formerColumns));
            grants = Collections.unmodifiableMap(new TreeMap<>(grants));
            dependsOn = Set.copyOf(dependsOn);
        }
    }
}
