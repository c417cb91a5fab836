// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.orrery.ddl.diff.Desired;
import dev.orrery.ddl.diff.Destructive;
import dev.orrery.ddl.diff.Diff;
import dev.orrery.ddl.diff.Differences;
import dev.orrery.ddl.diff.ModelKind;
import dev.orrery.ddl.diff.Registry;
import dev.orrery.ddl.plan.CatalogText;
import dev.orrery.models.catalog.Catalog;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.type.TypeText;
import dev.orrery.starrocks.LiveObjects.LiveColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Statements that a real StarRocks 4.1 was sent, and what it then printed: no difference. */
final class RecordedServerTest {
    private static final Path RECORDINGS = Path.of("../../shared/starrocks/recordings");
    private static final String DATABASE = "pdb";

    @Test
    void what_was_created_does_not_differ_from_what_is_shown() throws IOException {
        assumeTrue(Files.exists(RECORDINGS), "the recordings are not here");
        String created = statements("ddl.json").stream()
                .filter(RecordedServerTest::isKept)
                .collect(Collectors.joining(";\n"));
        Catalog desired = CatalogText.parse(created, DATABASE);
        Map<String, String> shown = shown();
        List<Definition> live = new ArrayList<>();
        for (Definition definition : desired.definitions()) {
            live.add(LiveCatalog.definition(
                    definition.name(), shown.getOrDefault(definition.name().name(), ""), listed(definition)));
        }
        TreeMap<ModelName, Registry.Entry> ours = new TreeMap<>();
        live.forEach(d -> ours.put(d.name(), new Registry.Entry(ModelKind.of(d), "other", "other")));

        Differences differences = Diff.between(
                Desired.of(desired),
                new Diff.Live(Set.of(DATABASE), new Catalog(live), Map.of(), new Registry(ours)),
                Destructive.WITHHELD);

        assertThat(live).hasSizeGreaterThan(12);
        assertThat(differences.findings()).isEmpty();
        assertThat(differences.changes()).isEmpty();
    }

    private static boolean isKept(String sql) {
        if (sql.startsWith("CREATE TABLE ")) {
            return !sql.contains(" LIKE ");
        }
        boolean view = sql.startsWith("CREATE VIEW v1") || sql.startsWith("CREATE VIEW v2");
        return view || (sql.startsWith("CREATE MATERIALIZED VIEW mv") && !sql.contains(" mvsync "));
    }

    /** As information_schema.columns lists them. */
    private static List<LiveColumn> listed(Definition definition) {
        List<LiveColumn> columns = new ArrayList<>();
        for (Column column : definition.columns()) {
            columns.add(new LiveColumn(
                    definition.name(),
                    column.name(),
                    columns.size() + 1,
                    TypeText.columnType(column.type()),
                    column.nullable(),
                    ""));
        }
        return columns;
    }

    private static Map<String, String> shown() throws IOException {
        Map<String, String> shown = new HashMap<>();
        try (JsonParser json =
                new JsonFactory().createParser(Files.newBufferedReader(RECORDINGS.resolve("show_create.json")))) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.FIELD_NAME
                        && json.currentName().equals("rows")) {
                    json.nextToken();
                    json.nextToken();
                    if (json.currentToken() == JsonToken.START_ARRAY) {
                        shown.put(json.nextTextValue(), json.nextTextValue());
                    }
                }
            }
        }
        return shown;
    }

    private static List<String> statements(String file) throws IOException {
        List<String> statements = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(Files.newBufferedReader(RECORDINGS.resolve(file)))) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.FIELD_NAME
                        && json.currentName().equals("statement")) {
                    statements.add(json.nextTextValue());
                }
            }
        }
        return statements;
    }
}
