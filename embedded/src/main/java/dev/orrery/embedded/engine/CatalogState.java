// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import dev.orrery.models.catalog.ModelName;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Everything that exists at one moment. Immutable; in the order of names. */
public final class CatalogState {
    private final SortedMap<String, Database> databases;
    private final SortedMap<ModelName, StoredTable> tables;
    private final SortedMap<ModelName, StoredView> views;
    private final SortedMap<ModelName, StoredMaterializedView> materializedViews;

    CatalogState(
            Map<String, Database> databases,
            Map<ModelName, StoredTable> tables,
            Map<ModelName, StoredView> views,
            Map<ModelName, StoredMaterializedView> materializedViews) {
        this.databases = Collections.unmodifiableSortedMap(new TreeMap<>(databases));
        this.tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
        this.views = Collections.unmodifiableSortedMap(new TreeMap<>(views));
        this.materializedViews = Collections.unmodifiableSortedMap(new TreeMap<>(materializedViews));
    }

    static CatalogState empty() {
        return new CatalogState(Map.of(), Map.of(), Map.of(), Map.of());
    }

    public Collection<Database> databases() {
        return databases.values();
    }

    public Optional<Database> database(String name) {
        return Optional.ofNullable(databases.get(name));
    }

    public Collection<StoredTable> tables() {
        return tables.values();
    }

    public Optional<StoredTable> table(ModelName name) {
        return Optional.ofNullable(tables.get(name));
    }

    public Collection<StoredView> views() {
        return views.values();
    }

    public Optional<StoredView> view(ModelName name) {
        return Optional.ofNullable(views.get(name));
    }

    public Collection<StoredMaterializedView> materializedViews() {
        return materializedViews.values();
    }

    public Optional<StoredMaterializedView> materializedView(ModelName name) {
        return Optional.ofNullable(materializedViews.get(name));
    }

    public boolean exists(ModelName name) {
        return tables.containsKey(name) || views.containsKey(name) || materializedViews.containsKey(name);
    }

    /** The same with one more, or one changed: by id, so that a renamed one leaves its old name. */
    CatalogState with(Database database) {
        SortedMap<String, Database> changed = new TreeMap<>(databases);
        changed.put(database.name(), database);
        return new CatalogState(changed, tables, views, materializedViews);
    }

    CatalogState with(StoredTable table) {
        CatalogState rest = without(table.id());
        SortedMap<ModelName, StoredTable> changed = new TreeMap<>(rest.tables);
        changed.put(table.name(), table);
        return new CatalogState(databases, changed, rest.views, rest.materializedViews);
    }

    CatalogState with(StoredView view) {
        CatalogState rest = without(view.id());
        SortedMap<ModelName, StoredView> changed = new TreeMap<>(rest.views);
        changed.put(view.name(), view);
        return new CatalogState(databases, rest.tables, changed, rest.materializedViews);
    }

    CatalogState with(StoredMaterializedView view) {
        CatalogState rest = without(view.id());
        SortedMap<ModelName, StoredMaterializedView> changed = new TreeMap<>(rest.materializedViews);
        changed.put(view.name(), view);
        return new CatalogState(databases, rest.tables, rest.views, changed);
    }

    CatalogState without(long objectId) {
        SortedMap<ModelName, StoredTable> leftTables = new TreeMap<>(tables);
        leftTables.values().removeIf(t -> t.id() == objectId);
        SortedMap<ModelName, StoredView> leftViews = new TreeMap<>(views);
        leftViews.values().removeIf(v -> v.id() == objectId);
        SortedMap<ModelName, StoredMaterializedView> leftMaterialized = new TreeMap<>(materializedViews);
        leftMaterialized.values().removeIf(v -> v.id() == objectId);
        return new CatalogState(databases, leftTables, leftViews, leftMaterialized);
    }

    CatalogState withoutDatabase(String name) {
        SortedMap<String, Database> left = new TreeMap<>(databases);
        left.remove(name);
        return new CatalogState(left, tables, views, materializedViews);
    }
}
