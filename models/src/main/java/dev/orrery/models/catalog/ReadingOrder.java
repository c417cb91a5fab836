// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;

/**
 * Puts models in an order in which each follows what it reads; ties in the order of names. Models on a cycle, and those
 * that stand on one, have no place in it.
 */
public final class ReadingOrder {
    private final List<ModelName> names;
    private final int[] waitsFor;
    private final int[][] readers;

    private ReadingOrder(SortedMap<ModelName, ? extends Set<ModelName>> reads) {
        this.names = List.copyOf(reads.keySet());
        this.waitsFor = new int[names.size()];
        this.readers = new int[names.size()][];
        Map<ModelName, Integer> numbers = new HashMap<>(names.size() * 2);
        names.forEach(name -> numbers.put(name, numbers.size()));
        int[] counts = new int[names.size()];
        int number = 0;
        for (Set<ModelName> read : reads.values()) {
            for (ModelName name : read) {
                Integer from = numbers.get(name);
                if (from != null) {
                    add(from, number, counts);
                    waitsFor[number]++;
                }
            }
            number++;
        }
        for (int i = 0; i < counts.length; i++) {
            readers[i] = counts[i] == 0 ? new int[0] : Arrays.copyOf(readers[i], counts[i]);
        }
    }

    private void add(int from, int reader, int[] counts) {
        if (counts[from] == 0) {
            readers[from] = new int[4];
        } else if (counts[from] == readers[from].length) {
            readers[from] = Arrays.copyOf(readers[from], counts[from] * 2);
        }
        readers[from][counts[from]++] = reader;
    }

    /**
     * Without recursion: a chain of models may be as long as the project.
     *
     * @param reads of each model; names that are no key are ignored
     */
    public static List<ModelName> of(SortedMap<ModelName, ? extends Set<ModelName>> reads) {
        return new ReadingOrder(reads).order();
    }

    private List<ModelName> order() {
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        for (int i = 0; i < waitsFor.length; i++) {
            if (waitsFor[i] == 0) {
                ready.add(i);
            }
        }
        List<ModelName> order = new ArrayList<>(names.size());
        for (Integer next = ready.poll(); next != null; next = ready.poll()) {
            order.add(names.get(next));
            for (int reader : readers[next]) {
                if (--waitsFor[reader] == 0) {
                    ready.add(reader);
                }
            }
        }
        return order;
    }
}
