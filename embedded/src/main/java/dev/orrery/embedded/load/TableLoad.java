// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.embedded.load.rows.Staging;
import dev.orrery.models.catalog.ModelName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The rows of one transaction for one table: what the headers say, the bodies on disk, and the rows once converted. */
final class TableLoad {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FACTS = "load.json";

    private final ModelName table;
    private final LoadSpec spec;
    private final Spool spool;
    private Optional<Staging> staging = Optional.empty();

    private TableLoad(ModelName table, LoadSpec spec, Spool spool) {
        this.table = table;
        this.spec = spec;
        this.spool = spool;
    }

    /** A new load whose facts are written beside its bodies, so that it can be {@link #reopen}ed after a restart. */
    static TableLoad create(Path directory, ModelName table, Map<String, String> headers, LoadSpec spec)
            throws IOException {
        Files.createDirectories(directory);
        Map<String, String> kept = new TreeMap<>(headers);
        kept.remove("authorization");
        Facts facts = new Facts(table.database(), table.name(), JSON.writeValueAsString(kept));
        JSON.writeValue(directory.resolve(FACTS).toFile(), facts);
        return new TableLoad(table, spec, new Spool(directory));
    }

    static TableLoad reopen(Path directory) throws IOException, LoadRefused {
        Facts facts = JSON.readValue(directory.resolve(FACTS).toFile(), Facts.class);
        Map<String, String> headers = JSON.readValue(facts.headers(), new TypeReference<TreeMap<String, String>>() {});
        LoadSpec spec = LoadHeaders.read(headers, LoadHeaders.Door.TRANSACTION);
        return new TableLoad(new ModelName(facts.database(), facts.table()), spec, new Spool(directory));
    }

    ModelName table() {
        return table;
    }

    LoadSpec spec() {
        return spec;
    }

    Spool spool() {
        return spool;
    }

    Optional<Staging> staging() {
        return staging;
    }

    void staged(Staging rows) {
        staging = Optional.of(rows);
    }

    /** What stands in the file. */
    record Facts(String database, String table, String headers) {}
}
