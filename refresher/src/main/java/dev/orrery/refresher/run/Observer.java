// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.run;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.refresher.decide.Fingerprint;
import dev.orrery.refresher.decide.Observations;
import dev.orrery.refresher.decide.Observations.MvStatus;
import dev.orrery.refresher.decide.Observations.RootVersion;
import dev.orrery.refresher.decide.Observations.Scheme;
import dev.orrery.refresher.decide.RefreshGraph;
import dev.orrery.starrocks.LiveMaterializedView;
import dev.orrery.starrocks.PartitionVersion;
import dev.orrery.starrocks.RefreshServer;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Looks at the server: two statements, and one for the leases, however many MVs there are. */
final class Observer {
    private final RefreshGraph graph;
    private final RefreshServer server;
    private final Supplier<Map<ModelName, String>> leases;

    Observer(RefreshGraph graph, RefreshServer server, Supplier<Map<ModelName, String>> leases) {
        this.graph = graph;
        this.server = server;
        this.leases = leases;
    }

    Observations observe() {
        Set<String> databases =
                graph.inOrder().stream().map(node -> node.name().database()).collect(Collectors.toSet());
        Map<ModelName, MvStatus> materializedViews = new TreeMap<>();
        for (LiveMaterializedView live : server.materializedViews(databases)) {
            if (graph.find(live.name()).isPresent()) {
                materializedViews.put(live.name(), status(live));
            }
        }
        return new Observations(roots(), materializedViews, leases.get());
    }

    private static MvStatus status(LiveMaterializedView live) {
        Scheme scheme = live.refreshType().equalsIgnoreCase("MANUAL") ? Scheme.MANUAL : Scheme.AUTOMATIC;
        return new MvStatus(
                live.taskName(), scheme, live.isActive() ? Optional.empty() : Optional.of(live.inactiveReason()));
    }

    private Map<ModelName, RootVersion> roots() {
        ZoneId zone = server.timeZone();
        Map<ModelName, List<PartitionVersion>> partitions = server.partitions(graph.roots()).stream()
                .collect(Collectors.groupingBy(PartitionVersion::table, TreeMap::new, Collectors.toList()));
        Map<ModelName, RootVersion> roots = new TreeMap<>();
        partitions.forEach((root, found) -> roots.put(root, version(found, zone)));
        return roots;
    }

    // All that the server tells goes in. A shared-data cluster bumps the visible version when it compacts, too: that
    // may cost a
    // refresh that finds nothing to do, while leaving a number out could miss a change.
    private static RootVersion version(List<PartitionVersion> partitions, ZoneId zone) {
        String vector = partitions.stream()
                .sorted(Comparator.comparingLong(PartitionVersion::id))
                .map(partition -> partition.id() + ":" + partition.visibleVersion() + ":" + partition.dataVersion()
                        + ":" + partition.versionEpoch())
                .collect(Collectors.joining(","));
        Optional<Instant> changed = partitions.stream()
                .flatMap(partition -> partition.changedAt().stream())
                .map(time -> time.atZone(zone).toInstant())
                .max(Comparator.naturalOrder());
        return new RootVersion(Fingerprint.of(vector), changed);
    }
}
