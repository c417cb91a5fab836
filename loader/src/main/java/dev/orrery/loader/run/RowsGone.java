// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.run;

import dev.orrery.loader.job.LoadedRows;
import dev.orrery.loader.job.ServerAddress;
import dev.orrery.loader.pipeline.LoaderCode;
import dev.orrery.loader.pipeline.Pipeline;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.EnvironmentException;
import dev.orrery.models.sql.SqlPrinter;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds tables that a restore point has rows of and the server has none: dropped and made again, emptied, or another
 * server than the one that was loaded. A run that went on from there would leave all of them out as repeated.
 *
 * <p>A table of which nothing was ever deleted holds rows for certain. One with deletes may be empty as its source is;
 * it is held to be lost only when every table of the pipeline is empty.
 */
public final class RowsGone {
    private static final Logger LOG = LoggerFactory.getLogger(RowsGone.class);

    private final Pipeline pipeline;
    private final ServerAddress server;

    public RowsGone(Pipeline pipeline, ServerAddress server) {
        this.pipeline = pipeline;
        this.server = server;
    }

    private record Loaded(ModelName table, LoadedRows.Written written, boolean empty) {
        boolean wantsRows() {
            return written.upserts() > written.deletes();
        }

        boolean neverDeleted() {
            return written.deletes() == 0;
        }
    }

    /**
     * Holds the newest restore point against the server.
     *
     * @param state folder of this pipeline's state, which another process may hold
     */
    public void against(Path state, Diagnostics diagnostics) throws IOException, InterruptedException {
        Optional<RestorePoint> newest = StateFolder.restorePointsOf(state).newest();
        if (newest.isPresent()) {
            find(newest.get()).ifPresent(diagnostics::add);
        }
    }

    Optional<Diagnostic> find(RestorePoint point) throws InterruptedException {
        LoadedRows rows;
        try {
            rows = RestorePoints.loaded(point);
        } catch (IOException e) {
            // Whether it can be gone on from is for the job to say.
            LOG.warn("{} is not held against the server: {}", point.folder(), e.getMessage());
            return Optional.empty();
        }
        List<Loaded> loaded = loaded(rows);
        boolean allEmpty = loaded.stream().allMatch(Loaded::empty);
        List<Loaded> lost =
                loaded.stream().filter(each -> each.empty() && each.wantsRows()).toList();
        return allEmpty || lost.stream().anyMatch(Loaded::neverDeleted) ? told(lost) : Optional.empty();
    }

    private List<Loaded> loaded(LoadedRows rows) throws InterruptedException {
        List<ModelName> tables = pipeline.routes().stream()
                .map(route -> route.into().value())
                .distinct()
                .sorted()
                .toList();
        List<Loaded> loaded = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password())) {
            for (ModelName table : tables) {
                LoadedRows.Written written = rows.written(table.toString());
                if (written.upserts() > 0 && visible(rows, table)) {
                    loaded.add(new Loaded(table, written, isEmpty(connection, table)));
                }
            }
        } catch (SQLException e) {
            throw new EnvironmentException(
                    Diagnostic.of(
                                    LoaderCode.SERVER_NOT_REACHED,
                                    "the server at '" + String.join(",", server.mysql())
                                            + "' does not say whether the tables hold rows: " + e.getMessage())
                            .withHelp("is it running, and may the user read the tables of the pipeline?"),
                    e);
        }
        return loaded;
    }

    private boolean visible(LoadedRows rows, ModelName table) throws InterruptedException {
        try {
            return rows.visible(table.toString(), server);
        } catch (IOException e) {
            LOG.warn("transactions of '{}' are not known: {}", table, e.getMessage());
            return false;
        }
    }

    private static boolean isEmpty(Connection connection, ModelName table) throws SQLException {
        String sql =
                "SELECT 1 FROM " + SqlPrinter.name(table.database()) + "." + SqlPrinter.name(table.name()) + " LIMIT 1";
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            return !found.next();
        }
    }

    private Optional<Diagnostic> told(List<Loaded> lost) {
        if (lost.isEmpty()) {
            return Optional.empty();
        }
        List<String> tables = lost.stream()
                .map(each -> "'" + each.table() + "' (" + each.written().upserts() + " rows written)")
                .toList();
        return Optional.of(Diagnostic.of(
                        LoaderCode.LOADED_ROWS_GONE,
                        "pipeline '" + pipeline.name() + "' has loaded rows that the server no longer has; empty: "
                                + String.join(", ", tables))
                .withHelp("`orrery load run " + pipeline.name()
                        + " --fresh` loads everything again; going on would leave these rows out"));
    }
}
