// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.refresh;

import dev.orrery.embedded.engine.MaterializedRows;
import dev.orrery.embedded.engine.Partition;
import dev.orrery.embedded.engine.StoredMaterializedView;
import dev.orrery.embedded.engine.ViewFilling;
import dev.orrery.embedded.partition.Bounds;
import dev.orrery.embedded.partition.NamedBounds;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.trace.ViewPartitions;
import dev.orrery.embedded.trace.WantedPartition;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which partitions of an MV one refresh fills: those asked for, of them those whose bases changed, or all when it is
 * forced. A base that is followed partition by partition makes only its own partitions stale, any other one all of them.
 */
final class RefreshPlan {
    private final StoredMaterializedView view;
    private final Optional<ViewPartitions> partitions;
    private final Map<Long, List<Partition>> bases;
    private final List<WantedPartition> wanted;
    private final List<Partition> own;
    private final boolean single;
    private final List<WantedPartition> filled = new ArrayList<>();
    private final boolean othersChanged;
    private boolean complete = true;

    private RefreshPlan(
            StoredMaterializedView view,
            Optional<ViewPartitions> partitions,
            Map<Long, List<Partition>> bases,
            List<Partition> own) {
        this.view = view;
        this.partitions = partitions;
        this.bases = bases;
        this.own = own;
        Optional<List<WantedPartition>> followed = partitions.flatMap(p -> p.wanted(bases));
        this.single = followed.isEmpty();
        this.wanted = followed.orElseGet(() -> List.of(new WantedPartition(
                new NamedBounds(view.name().name(), Bounds.whole()),
                bases.values().stream().flatMap(List::stream).toList())));
        this.othersChanged = othersChanged();
    }

    static RefreshPlan of(
            StoredMaterializedView view,
            Optional<ViewPartitions> partitions,
            MaterializedRows rows,
            RefreshRequest request)
            throws SQLException, ServerError {
        RefreshPlan plan = new RefreshPlan(view, partitions, rows.bases(), rows.own());
        plan.choose(request);
        return plan;
    }

    private void choose(RefreshRequest request) throws ServerError {
        Set<String> there = new HashSet<>();
        own.forEach(p -> there.add(p.bounds().encode()));
        if (single && request.span().isPresent()) {
            throw ServerError.analyzing("Not support refresh by partition for single partition mv");
        }
        for (WantedPartition one : wanted) {
            boolean stale = !there.contains(one.code()) || isStale(one);
            boolean asked = request.span().isEmpty()
                    || partitions
                            .orElseThrow()
                            .scheme()
                            .isIn(one.partition().bounds(), request.span().get());
            if (asked && (stale || request.extent() == RefreshRequest.Extent.FORCED)) {
                filled.add(one);
            } else if (stale) {
                complete = false;
            }
        }
    }

    private boolean follows(long baseId) {
        return !single && partitions.filter(p -> p.follows(baseId)).isPresent();
    }

    /** Something changed in a base whose partitions are not those of the MV. */
    private boolean othersChanged() {
        Set<Long> live = new HashSet<>();
        for (Map.Entry<Long, List<Partition>> base : bases.entrySet()) {
            for (Partition partition : base.getValue()) {
                live.add(partition.id());
                if (!follows(base.getKey()) && isNew(partition)) {
                    return true;
                }
            }
        }
        return view.baseVersions().keySet().stream()
                .anyMatch(id -> !live.contains(id) && !view.places().containsKey(id));
    }

    private boolean isNew(Partition partition) {
        Long known = view.baseVersions().get(partition.id());
        return known == null || known != partition.version();
    }

    private boolean isStale(WantedPartition one) {
        if (!view.isFilled() || othersChanged) {
            return true;
        }
        Set<Long> live = new HashSet<>();
        for (Partition partition : one.from()) {
            live.add(partition.id());
            boolean moved = follows(partition.tableId())
                    && !one.code().equals(view.places().get(partition.id()));
            if (isNew(partition) || moved) {
                return true;
            }
        }
        return view.places().entrySet().stream()
                .anyMatch(p -> p.getValue().equals(one.code()) && !live.contains(p.getKey()));
    }

    /** What it does to the MV; empty when nothing is to be done. */
    ViewFilling filling() {
        Map<String, Partition> there = new HashMap<>();
        own.forEach(p -> there.put(p.bounds().encode(), p));
        List<NamedBounds> added = new ArrayList<>();
        for (WantedPartition one : wanted) {
            if (there.remove(one.code()) == null) {
                added.add(one.partition());
            }
        }
        List<NamedBounds> bounds =
                filled.stream().map(WantedPartition::partition).toList();
        Map<Long, Long> versions = new HashMap<>();
        Map<Long, String> places = new HashMap<>();
        remember(versions, places);
        return new ViewFilling(List.copyOf(there.values()), added, bounds, versions, places);
    }

    /** What was not refreshed though it was stale keeps what was known of its bases, and so stays stale. */
    private void remember(Map<Long, Long> versions, Map<Long, String> places) {
        Map<Long, Long> known = view.baseVersions();
        Set<Long> followed = new HashSet<>();
        for (WantedPartition one : wanted) {
            boolean fresh = complete || filled.contains(one);
            for (Partition partition : one.from()) {
                if (follows(partition.tableId())) {
                    followed.add(partition.id());
                    Long version = fresh ? Long.valueOf(partition.version()) : known.get(partition.id());
                    String place = fresh ? one.code() : view.places().get(partition.id());
                    if (version != null && place != null) {
                        versions.put(partition.id(), version);
                        places.put(partition.id(), place);
                    }
                }
            }
            if (!fresh) {
                view.places().forEach((id, place) -> {
                    if (place.equals(one.code()) && known.containsKey(id)) {
                        versions.putIfAbsent(id, known.get(id));
                        places.putIfAbsent(id, place);
                    }
                });
            }
        }
        boolean othersKnown = complete || (view.isFilled() && !othersChanged);
        for (List<Partition> all : bases.values()) {
            for (Partition partition : all) {
                Long version = othersKnown ? Long.valueOf(partition.version()) : known.get(partition.id());
                if (!followed.contains(partition.id()) && version != null) {
                    versions.put(partition.id(), version);
                }
            }
        }
    }

    /** Names of the partitions that it fills, as the MV has them. */
    List<String> names() {
        Map<String, String> there = new HashMap<>();
        own.forEach(p -> there.put(p.bounds().encode(), p.name()));
        return filled.stream()
                .map(w -> single
                        ? view.name().name()
                        : there.getOrDefault(w.code(), w.partition().name()))
                .sorted()
                .toList();
    }

    /** The partitions of the bases that are read for it, by the id of the table or MV; those followed or all. */
    Map<Long, List<String>> read(Reading reading) {
        Map<Long, List<String>> names = new HashMap<>();
        if (filled.isEmpty()) {
            return names;
        }
        for (WantedPartition one : filled) {
            for (Partition partition : one.from()) {
                if (reading == Reading.ALL || !single) {
                    names.computeIfAbsent(partition.tableId(), id -> new ArrayList<>())
                            .add(partition.name());
                }
            }
        }
        if (reading == Reading.ALL) {
            bases.forEach((id, all) ->
                    names.putIfAbsent(id, all.stream().map(Partition::name).toList()));
        }
        return names;
    }

    /** Of which bases. */
    enum Reading {
        FOLLOWED,
        ALL
    }
}
