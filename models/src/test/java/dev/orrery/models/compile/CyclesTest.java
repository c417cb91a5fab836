// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.models.catalog.ModelName;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CyclesTest {
    private static ModelName model(int number) {
        return new ModelName("m", "t" + number);
    }

    @Test
    void a_circle_is_found_once_and_what_stands_on_it_is_left_out() {
        Cycles cycles = new Cycles(Map.of(
                model(1), Set.of(model(2)),
                model(2), Set.of(model(3)),
                model(3), Set.of(model(1)),
                model(4), Set.of(model(3), model(5)),
                model(5), Set.of()));
        assertThat(cycles.cycles()).hasToString("[[m.t1, m.t2, m.t3]]");
        assertThat(cycles.order()).containsExactly(model(5));
    }

    @Test
    void every_model_follows_what_it_reads_in_random_graphs() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Map<ModelName, Set<ModelName>> reads = new TreeMap<>();
            for (int i = 0; i < 30; i++) {
                Set<ModelName> read = new TreeSet<>();
                for (int j = 0; j < random.nextInt(4); j++) {
                    read.add(model(random.nextInt(33)));
                }
                reads.put(model(i), read);
            }
            Cycles cycles = new Cycles(reads);
            Set<ModelName> before = new TreeSet<>();
            for (ModelName name : cycles.order()) {
                Set<ModelName> known = new TreeSet<>(reads.getOrDefault(name, Set.of()));
                known.retainAll(reads.keySet());
                assertThat(before).as("seed %s", seed).containsAll(known);
                before.add(name);
            }
            cycles.cycles().forEach(path -> {
                for (int i = 0; i < path.size(); i++) {
                    assertThat(reads.get(path.get(i))).contains(path.get((i + 1) % path.size()));
                }
            });
            assertThat(cycles.order().size() == reads.size())
                    .isEqualTo(cycles.cycles().isEmpty());
        }
    }
}
