// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.environment;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.environment.Placement;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where an environment has each model, and why.
 *
 * @param built why the environment has a model of its own, by the project's names; all that are not here are read from the base.
 *     Without a base nothing needs a reason
 * @param stale loaded tables that differ from what the base has, and are read from it all the same
 * @param against what the models were compared with, for people: {@code what 'prod' deployed}
 */
public record Survey(Placement placement, SortedMap<ModelName, Why> built, SortedSet<ModelName> stale, String against) {
    public Survey {
        built = Collections.unmodifiableSortedMap(new TreeMap<>(built));
        stale = Collections.unmodifiableSortedSet(new TreeSet<>(stale));
    }

    /** Why an environment has a model of its own. */
    public enum Why {
        DIFFERS("differs"),
        NOT_IN_BASE("not in the base"),
        DOWNSTREAM("reads what is built here"),
        LOADED_HERE("loaded here");

        private final String words;

        Why(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** How many models are built here for a reason. */
    public long count(Why why) {
        return built.values().stream().filter(why::equals).count();
    }

    /** One line for people. */
    public String summary() {
        int all = placement.whole().models().size();
        long own = count(Why.DIFFERS) + count(Why.NOT_IN_BASE);
        return "environment '" + placement.environment().name() + "': " + built.size() + " of " + all
                + " models built here (" + own + (own == 1 ? " differs, " : " differ, ") + count(Why.DOWNSTREAM)
                + " downstream"
                + (count(Why.LOADED_HERE) == 0 ? "" : ", " + count(Why.LOADED_HERE) + " loaded here") + "), "
                + (all - built.size()) + " read from '"
                + placement.environment().base().orElse("") + "'; compared with " + against;
    }
}
