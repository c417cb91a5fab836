// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.refresh;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orrery.embedded.engine.CatalogState;
import dev.orrery.embedded.engine.StoredMaterializedView;
import dev.orrery.embedded.refresh.RefreshRequest.Extent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** EXTRA_MESSAGE and PROPERTIES of a task run, as StarRocks writes them. */
final class RefreshNotes {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private RefreshNotes() {}

    static String properties(StoredMaterializedView view, RefreshRequest request) {
        return options(request)
                .put("warehouse", "default_warehouse")
                .put("mvId", Long.toString(view.id()))
                .toString();
    }

    private static ObjectNode options(RefreshRequest request) {
        ObjectNode options = JSON.objectNode();
        options.put("FORCE", Boolean.toString(request.extent() == Extent.FORCED));
        request.span()
                .ifPresent(span -> span.match(
                        range -> options.put("PARTITION_START", range.start()).put("PARTITION_END", range.end()),
                        values ->
                                options.put("PARTITION_VALUES", values.tuples().toString())));
        return options;
    }

    static String extra(CatalogState catalog, RefreshPlan plan, RefreshRequest request, long millis) {
        ObjectNode extra = JSON.objectNode();
        extra.put("forceRefresh", request.extent() == Extent.FORCED);
        request.span()
                .ifPresent(span -> span.match(
                        range -> extra.put("partitionStart", range.start()).put("partitionEnd", range.end()),
                        values -> extra));
        plan.names().forEach(extra.putArray("mvPartitionsToRefresh")::add);
        extra.set("refBasePartitionsToRefreshMap", named(catalog, plan.read(RefreshPlan.Reading.FOLLOWED)));
        extra.set("basePartitionsToRefreshMap", named(catalog, plan.read(RefreshPlan.Reading.ALL)));
        extra.put("processStartTime", millis);
        extra.putObject("executeOption")
                .put("priority", request.priority())
                .put("isMergeRedundant", request.waiting() == RefreshRequest.Wait.ASYNC)
                .put("isManual", request.priority() > 0)
                .put("isSync", request.waiting() == RefreshRequest.Wait.SYNC)
                .put("isReplay", false);
        return extra.toString();
    }

    private static ObjectNode named(CatalogState catalog, Map<Long, List<String>> partitions) {
        Map<String, List<String>> byName = new TreeMap<>();
        catalog.tables().forEach(t -> put(byName, t.name().name(), partitions.get(t.id())));
        catalog.materializedViews().forEach(v -> put(byName, v.name().name(), partitions.get(v.id())));
        ObjectNode named = JSON.objectNode();
        byName.forEach((name, list) -> list.forEach(named.putArray(name)::add));
        return named;
    }

    private static void put(Map<String, List<String>> byName, String name, @Nullable List<String> list) {
        if (list != null) {
            byName.put(name, list);
        }
    }
}
