// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.project;

import dev.orrery.models.ModelCode;
import dev.orrery.models.catalog.ModelGraph.Kind;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.diagnostic.SourceFile;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.CreateView;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.QueryStatement;
import dev.orrery.models.sql.tree.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What kind of model a statement and its header make, and that both do not say the same or contradict the path. */
final class KindRules {
    private static final List<String> STORAGE_KEYS =
            List.of("partition_by", "distributed_by", "buckets", "order_by", "colocate_with", "properties", "indexes");
    private static final List<String> MV_KEYS = List.of("target_lag", "refresh", "rewrite", "serves", "resource_group");

    private final ModelsReader.Place place;
    private final Header header;
    private final SourceFile file;
    private final Diagnostics found;

    KindRules(ModelsReader.Place place, Header header, SourceFile file, Diagnostics found) {
        this.place = place;
        this.header = header;
        this.file = file;
        this.found = found;
    }

    Optional<Kind> kind(Statement statement, Optional<String> seed) {
        Optional<Kind> kind;
        if (statement instanceof QueryStatement query) {
            kind = ofQuery(query);
        } else {
            kind = ofCreate(statement, seed);
        }
        kind.ifPresent(k -> refuseKeys(k, statement));
        return kind;
    }

    private Optional<Kind> ofQuery(QueryStatement query) {
        Optional<Kind> kind = header.about().kind().or(() -> place.layer().kind());
        if (kind.isEmpty() || !(kind.get() == Kind.VIEW || kind.get() == Kind.MATERIALIZED_VIEW)) {
            String said = kind.map(k -> "a " + k.name().toLowerCase(Locale.ROOT) + " by its header or layer")
                    .orElse("of no known kind");
            error(
                    span(query.at().start(), query.at().start() + 1),
                    ModelCode.KIND_AND_STATEMENT,
                    "this query is " + said,
                    kind.equals(Optional.of(Kind.BATCH_TABLE))
                            ? "write its CREATE TABLE: the rows come from a batch outside, or from a CSV beside it"
                            : "write 'kind: view' or 'kind: materialized_view' in its header, or a CREATE TABLE");
            return Optional.empty();
        }
        return kind;
    }

    private Optional<Kind> ofCreate(Statement statement, Optional<String> seed) {
        if (statement instanceof CreateTable table) {
            sameName(table.name());
            external(table);
            return Optional.of(ofTable(seed));
        }
        kindSaidTwice();
        if (statement instanceof CreateView view) {
            sameName(view.name());
            return Optional.of(Kind.VIEW);
        }
        if (statement instanceof CreateMaterializedView mv) {
            sameName(mv.name());
            return Optional.of(Kind.MATERIALIZED_VIEW);
        }
        error(
                span(statement.at().start(), statement.at().end()),
                ModelCode.KIND_AND_STATEMENT,
                "this statement makes no model",
                "write a query, or a CREATE TABLE, VIEW or MATERIALIZED VIEW");
        return Optional.empty();
    }

    /** Tables of other catalogs are declared, not created: their columns are all that is known of them. */
    private void external(CreateTable table) {
        boolean declared = place.layer().name().equals(Layer.EXTERNAL);
        FileSpan name = span(table.name().at().start(), table.name().at().end());
        if (declared != table.external()) {
            error(
                    name,
                    ModelCode.KIND_AND_STATEMENT,
                    declared ? "this is a table of another catalog" : "this is a table of StarRocks' own catalog",
                    declared
                            ? "write CREATE EXTERNAL TABLE: it is declared with its columns, nothing is created"
                            : "write CREATE TABLE, or move the file to models/external/<catalog>/<database>/");
        }
        boolean columnsOnly = table.indexes().isEmpty()
                && table.engine().isEmpty()
                && table.key().isEmpty()
                && table.partitioning().isEmpty()
                && table.distribution().isEmpty()
                && table.orderBy().isEmpty()
                && table.rollups().isEmpty()
                && table.properties().isEmpty();
        if (declared && !columnsOnly) {
            error(
                    name,
                    ModelCode.KIND_AND_STATEMENT,
                    "an external table is declared with its columns only",
                    "take out what follows the columns: the other catalog decides how rows are kept");
        }
    }

    /** CREATE TABLE does not say who fills the table: the header or the layer can say that an offline batch does. */
    private Kind ofTable(Optional<String> seed) {
        if (place.layer().name().equals(Layer.EXTERNAL)) {
            kindSaidTwice();
            return Kind.EXTERNAL_TABLE;
        }
        boolean inHeader = header.about().kind().equals(Optional.of(Kind.BATCH_TABLE));
        if (!inHeader) {
            kindSaidTwice();
        }
        if (inHeader || place.layer().kind().equals(Optional.of(Kind.BATCH_TABLE))) {
            return Kind.BATCH_TABLE;
        }
        return seed.isPresent() ? Kind.SEED : Kind.TABLE;
    }

    private void kindSaidTwice() {
        FileSpan kindKey = header.keys().get("kind");
        if (kindKey != null) {
            error(
                    kindKey,
                    ModelCode.FACT_TWICE,
                    "the statement says already what kind of model this is",
                    "take 'kind' out of the header");
        }
    }

    private void sameName(Name name) {
        String path = place.name().toString();
        List<Identifier> parts = name.parts();
        boolean same = parts.size() == 1
                ? parts.get(0).text().equals(place.name().name())
                : name.toString().equals(path) || name.toString().equals("default_catalog." + path);
        if (!same) {
            error(
                    span(name.at().start(), name.at().end()),
                    ModelCode.OTHER_NAME,
                    "the statement names '" + name + "', its path '" + path + "'",
                    "rename the file or the statement");
        }
    }

    private void refuseKeys(Kind kind, Statement statement) {
        if (!(statement instanceof QueryStatement) && !(statement instanceof CreateView)) {
            for (String key : STORAGE_KEYS) {
                FileSpan place = header.keys().get(key);
                if (place != null) {
                    error(
                            place,
                            ModelCode.FACT_TWICE,
                            "'" + key + "' belongs into the statement, which is written out here",
                            "write it as a clause of the CREATE statement");
                }
            }
            refreshTwice(statement);
        } else if (kind == Kind.VIEW) {
            STORAGE_KEYS.forEach(key -> notFor(key, "a view keeps no rows"));
        }
        if (kind != Kind.MATERIALIZED_VIEW) {
            MV_KEYS.forEach(key -> notFor(key, "only a materialized view is refreshed"));
        }
        refusePrivileges(kind);
    }

    private void refusePrivileges(Kind kind) {
        List<String> unfit = header.life().grants().values().stream()
                .flatMap(List::stream)
                .flatMap(written -> Privilege.of(written).stream())
                .filter(privilege -> !privilege.isFor(kind))
                .map(Privilege::name)
                .distinct()
                .toList();
        FileSpan place = header.keys().get("grants");
        if (place != null && !unfit.isEmpty()) {
            String word = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            error(
                    place,
                    ModelCode.KEY_NOT_FOR_KIND,
                    "nobody can be granted " + String.join(", ", unfit) + " on a " + word,
                    "take " + (unfit.size() == 1 ? "it" : "them") + " out");
        }
    }

    private void refreshTwice(Statement statement) {
        FileSpan place = header.keys().get("refresh");
        if (place != null
                && statement instanceof CreateMaterializedView view
                && view.refresh().isPresent()) {
            error(
                    place,
                    ModelCode.FACT_TWICE,
                    "the statement has a REFRESH clause as well",
                    "take 'refresh' out of the header, or the clause out of the statement");
        }
    }

    private void notFor(String key, String reason) {
        FileSpan place = header.keys().get(key);
        if (place != null) {
            error(place, ModelCode.KEY_NOT_FOR_KIND, "'" + key + "' has no meaning here: " + reason, "take it out");
        }
    }

    private void error(FileSpan at, ModelCode code, String message, String help) {
        found.add(Diagnostic.at(at, code, message).withHelp(help));
    }

    private FileSpan span(int start, int end) {
        return new FileSpan(file, start, Math.max(start, end));
    }
}
