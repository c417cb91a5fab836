// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** The columns that a value is made of, each with how. Immutable. */
public final class Origins {
    public static final Origins NONE = new Origins(new TreeMap<>());

    private final SortedMap<Origin, Flow> flows;

    private Origins(SortedMap<Origin, Flow> flows) {
        this.flows = flows;
    }

    static Origins direct(Origin origin) {
        TreeMap<Origin, Flow> flows = new TreeMap<>();
        flows.put(origin, Flow.DIRECT);
        return new Origins(flows);
    }

    static Origins union(Collection<Origins> all) {
        Origins single = NONE;
        TreeMap<Origin, Flow> flows = new TreeMap<>();
        int filled = 0;
        for (Origins origins : all) {
            if (!origins.flows.isEmpty()) {
                single = origins;
                filled++;
                origins.flows.forEach((origin, flow) -> flows.merge(origin, flow, Flow::then));
            }
        }
        return filled <= 1 ? single : new Origins(flows);
    }

    Origins through(Flow flow) {
        if (flow == Flow.DIRECT || flows.values().stream().allMatch(known -> known.compareTo(flow) >= 0)) {
            return this;
        }
        TreeMap<Origin, Flow> changed = new TreeMap<>();
        flows.forEach((origin, known) -> changed.put(origin, known.then(flow)));
        return new Origins(changed);
    }

    /** In the order of names. */
    public SortedMap<Origin, Flow> flows() {
        return Collections.unmodifiableSortedMap(flows);
    }

    @Override
    public String toString() {
        return flows.toString();
    }
}
