// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement;

import dev.orrery.embedded.access.Target;
import dev.orrery.embedded.duck.Refusal;
import dev.orrery.embedded.engine.CatalogState;
import dev.orrery.embedded.engine.StoredColumn;
import dev.orrery.embedded.engine.StoredMaterializedView;
import dev.orrery.embedded.engine.StoredTable;
import dev.orrery.embedded.engine.StoredView;
import dev.orrery.embedded.partition.PartitionChoice;
import dev.orrery.embedded.session.EmbeddedCode;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.translate.Objects;
import dev.orrery.models.analysis.Tables;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.ModelName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What one statement can read: the catalog as it was when the statement began, and system tables. */
public final class CatalogObjects implements Objects, Tables {
    private static final Set<String> SYSTEM = Set.of("information_schema", "sys", "_statistics_");

    /** Puts the rows of a system table where DuckDB can read them. */
    interface SystemRows {
        Optional<Source> find(ModelName name) throws ServerError;
    }

    private final CatalogState state;
    /** Which rows of a table are in some of its partitions. */
    interface Readable {
        String condition(StoredTable table, PartitionChoice choice) throws ServerError;
    }

    /** Whether somebody may read what a statement names. */
    interface Reading {
        Reading EVERYTHING = (kind, name) -> {};

        void check(Target.Kind kind, ModelName name) throws ServerError;
    }

    private final SystemRows system;
    private final Readable readable;
    private final Reading reading;

    CatalogObjects(CatalogState state, SystemRows system, Readable readable, Reading reading) {
        this.reading = reading;
        this.readable = readable;
        this.state = state;
        this.system = system;
    }

    @Override
    public Optional<Source> find(ModelName name) throws ServerError {
        if (isSystem(name)) {
            return system.find(name);
        }
        if (state.database(name.database()).isEmpty()) {
            throw new ServerError(
                    5501,
                    "3F000",
                    "Getting analyzing error. Detail message: Unknown database '" + name.database() + "'.");
        }
        Optional<StoredTable> table = state.table(name);
        if (table.isPresent()) {
            reading.check(Target.Kind.TABLE, name);
            return table.map(CatalogObjects::source);
        }
        Optional<StoredView> view = state.view(name);
        if (view.isPresent()) {
            reading.check(Target.Kind.VIEW, name);
            return view.map(v -> new Source.View(name, v.statement().query(), v.columns()));
        }
        Optional<StoredMaterializedView> materialized = state.materializedView(name);
        if (materialized.isPresent()) {
            reading.check(Target.Kind.MATERIALIZED_VIEW, name);
        }
        return materialized.map(v -> v.isSynchronous()
                ? new Source.View(name, v.statement().query(), v.columns())
                : new Source.Rows(v.physicalName(), v.columns()));
    }

    @Override
    public Optional<Source> find(ModelName name, String partitions) throws ServerError {
        Optional<StoredTable> table = state.table(name);
        if (table.isEmpty()) {
            throw new Refusal(EmbeddedCode.FORM_REFUSED, "'" + partitions + "' after the name of what is no table");
        }
        reading.check(Target.Kind.TABLE, name);
        String condition = readable.condition(table.get(), PartitionChoice.of(partitions));
        Source.Rows all = source(table.get());
        return Optional.of(
                new Source.Rows("(SELECT * FROM " + all.physicalName() + " WHERE " + condition + ")", all.columns()));
    }

    /** What a view reads is not asked: whoever may read the view may read what it shows. */
    @Override
    public CatalogObjects withinView() {
        return new CatalogObjects(state, system, readable, Reading.EVERYTHING);
    }

    /** With one object that may be read without being asked: what a statement changes. */
    CatalogObjects except(ModelName target) {
        return new CatalogObjects(state, system, readable, (kind, name) -> {
            if (!name.equals(target)) {
                reading.check(kind, name);
            }
        });
    }

    private static Source.Rows source(StoredTable table) {
        return new Source.Rows(
                table.physicalName(),
                table.columns().stream().map(StoredColumn::asColumn).toList());
    }

    static boolean isSystem(ModelName name) {
        return isSystemDatabase(name.database());
    }

    static boolean isSystemDatabase(String name) {
        return SYSTEM.contains(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public Optional<List<Column>> columns(ModelName name) {
        try {
            return withinView().find(name).map(Source::columns);
        } catch (ServerError e) {
            return Optional.empty();
        }
    }

    @Override
    public Collection<ModelName> names() {
        List<ModelName> names = new ArrayList<>();
        state.tables().forEach(t -> names.add(t.name()));
        state.views().forEach(v -> names.add(v.name()));
        state.materializedViews().forEach(v -> names.add(v.name()));
        return names;
    }
}
