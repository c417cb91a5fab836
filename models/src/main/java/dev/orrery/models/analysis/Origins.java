// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** The columns that a value is made of, each with how. Immutable; shared wherever nothing changes. */
public final class Origins {
    public static final Origins NONE = new Origins(new TreeMap<>(), Flow.DIRECT);

    private final SortedMap<Origin, Flow> flows;
    /** The earliest of the flows: says whether a later one changes any of them. */
    private final Flow least;

    private Origins(SortedMap<Origin, Flow> flows, Flow least) {
        this.flows = flows;
        this.least = least;
    }

    private static Origins of(SortedMap<Origin, Flow> flows) {
        return new Origins(flows, flows.isEmpty() ? Flow.DIRECT : Collections.min(flows.values()));
    }

    static Origins direct(Origin origin) {
        TreeMap<Origin, Flow> flows = new TreeMap<>();
        flows.put(origin, Flow.DIRECT);
        return new Origins(flows, Flow.DIRECT);
    }

    static Origins union(Collection<Origins> all) {
        Origins single = NONE;
        TreeMap<Origin, Flow> flows = null;
        for (Origins origins : all) {
            if (origins.flows.isEmpty() || origins == single) {
                continue;
            }
            if (single.flows.isEmpty()) {
                single = origins;
                continue;
            }
            if (flows == null) {
                flows = new TreeMap<>(single.flows);
            }
            TreeMap<Origin, Flow> into = flows;
            origins.flows.forEach((origin, flow) -> into.merge(origin, flow, Flow::beside));
        }
        return flows == null ? single : of(flows);
    }

    /** After one more step of this kind. */
    Origins through(Flow flow) {
        if (least.compareTo(flow) >= 0 || flows.isEmpty()) {
            return this;
        }
        TreeMap<Origin, Flow> changed = new TreeMap<>();
        flows.forEach((origin, known) -> changed.put(origin, known.then(flow)));
        return of(changed);
    }

    /** A part of a JSON or STRUCT value. */
    Origins at(String path) {
        TreeMap<Origin, Flow> parts = new TreeMap<>();
        flows.forEach((origin, known) -> parts.put(origin.at(path), known.then(Flow.TRANSFORMED)));
        return of(parts);
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
