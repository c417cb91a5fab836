// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis.origin;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The columns that a value is made of, each with how. Immutable; shared wherever nothing changes. Kept as two arrays in
 * the order of names: a project has hundreds of thousands of these, most with one column.
 */
public final class Origins {
    private static final Flow[] ONE_DIRECT = {Flow.DIRECT};

    public static final Origins NONE = new Origins(new Origin[0], new Flow[0], Flow.DIRECT);

    private final Origin[] from;
    private final Flow[] flows;
    /** The earliest of the flows: says whether a later one changes any of them. */
    private final Flow least;

    private Origins(Origin[] from, Flow[] flows, Flow least) {
        this.from = from;
        this.flows = flows;
        this.least = least;
    }

    private static Origins of(Origin[] from, Flow[] flows) {
        Flow least = flows[0];
        for (Flow flow : flows) {
            least = flow.compareTo(least) < 0 ? flow : least;
        }
        return new Origins(from, flows, least);
    }

    public static Origins direct(Origin origin) {
        return new Origins(new Origin[] {origin}, ONE_DIRECT, Flow.DIRECT);
    }

    public static Origins union(Collection<Origins> all) {
        Origins united = NONE;
        for (Origins origins : all) {
            united = united.beside(origins);
        }
        return united;
    }

    /** Both together. */
    public Origins beside(Origins other) {
        if (other.from.length == 0 || other == this) {
            return this;
        }
        if (from.length == 0) {
            return other;
        }
        Origin[] both = new Origin[from.length + other.from.length];
        Flow[] ways = new Flow[both.length];
        int size = 0;
        int i = 0;
        int j = 0;
        while (i < from.length || j < other.from.length) {
            int order = order(i, other, j);
            both[size] = order <= 0 ? from[i] : other.from[j];
            if (order == 0) {
                ways[size] = flows[i].beside(other.flows[j]);
            } else {
                ways[size] = order < 0 ? flows[i] : other.flows[j];
            }
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
            size++;
        }
        return of(Arrays.copyOf(both, size), Arrays.copyOf(ways, size));
    }

    private int order(int index, Origins other, int otherIndex) {
        if (index == from.length) {
            return 1;
        }
        if (otherIndex == other.from.length) {
            return -1;
        }
        return from[index].compareTo(other.from[otherIndex]);
    }

    /** After one more step of this kind. */
    public Origins through(Flow flow) {
        if (from.length == 0 || least.compareTo(flow) >= 0) {
            return this;
        }
        Flow[] changed = new Flow[flows.length];
        for (int i = 0; i < flows.length; i++) {
            changed[i] = flows[i].then(flow);
        }
        return of(from, changed);
    }

    /** A part of a JSON or STRUCT value. */
    public Origins at(String path) {
        Origins parts = NONE;
        for (int i = 0; i < from.length; i++) {
            Flow flow = flows[i].then(Flow.TRANSFORMED);
            parts = parts.beside(new Origins(new Origin[] {from[i].at(path)}, new Flow[] {flow}, flow));
        }
        return parts;
    }

    /** The columns alone, in the order of names. */
    public List<Origin> columns() {
        return Collections.unmodifiableList(Arrays.asList(from));
    }

    /** The one column that the value is a copy of. */
    public Optional<Origin> copied() {
        return from.length == 1 && flows[0] == Flow.DIRECT ? Optional.of(from[0]) : Optional.empty();
    }

    /** In the order of names. */
    public SortedMap<Origin, Flow> flows() {
        SortedMap<Origin, Flow> all = new TreeMap<>();
        for (int i = 0; i < from.length; i++) {
            all.put(from[i], flows[i]);
        }
        return Collections.unmodifiableSortedMap(all);
    }

    @Override
    public String toString() {
        return flows().toString();
    }
}
