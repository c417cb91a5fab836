// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import dev.orrery.embedded.duck.DuckName;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rewrites a database file that is mostly free blocks: DuckDB uses them again, but gives none back. It is done when a
 * server ends, on a file that nobody has open; the new file takes the old one's place only once it is whole on disk.
 */
final class Compaction {
    private static final Logger LOG = LoggerFactory.getLogger(Compaction.class);

    /** Bytes of free blocks that are worth the work. */
    private static final long WORTH = 8L << 20;

    private final Path database;

    Compaction(Path database) {
        this.database = database;
    }

    /** Whether more than half of the file is free. Everything that is committed is in the file afterwards. */
    static boolean isDue(Connection connection) throws SQLException {
        Jdbc.run(connection, "CHECKPOINT");
        return Jdbc.query(
                        connection,
                        row -> {
                            long free = row.getLong(2);
                            return free * row.getLong(1) > WORTH && free * 2 > row.getLong(3);
                        },
                        "SELECT block_size, free_blocks, total_blocks FROM pragma_database_size()"
                                + " WHERE database_name = current_database()")
                .contains(true);
    }

    /** Removes what a compaction that was killed left behind. */
    void forgetUnfinished() throws IOException {
        Files.deleteIfExists(fresh());
        Files.deleteIfExists(Path.of(fresh() + ".wal"));
    }

    /** Rewrites the file; on any failure it stays as it is. */
    void run() {
        try {
            forgetUnfinished();
            if (Files.exists(Path.of(database + ".wal"))) {
                LOG.info("'{}' is not rewritten: it was not closed cleanly", database);
                return;
            }
            long before = Files.size(database);
            copy();
            replace();
            LOG.info("'{}' is rewritten: {} bytes were {}", database, Files.size(database), before);
        } catch (SQLException | IOException e) {
            LOG.warn("'{}' could not be rewritten and stays as it is: {}", database, e.getMessage());
        }
    }

    /** Everything but macros: some are of Java's functions, which are not known here, and a start makes them anew. */
    private void copy() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            Jdbc.run(connection, "ATTACH " + DuckName.literal(database.toString()) + " AS was (READ_ONLY)");
            Jdbc.run(connection, "ATTACH " + DuckName.literal(fresh().toString()) + " AS fresh");
            Jdbc.run(connection, "USE fresh");
            for (Table table : tables(connection)) {
                Jdbc.run(connection, "CREATE SCHEMA IF NOT EXISTS " + DuckName.quote(table.schema));
                Jdbc.run(connection, table.definition);
                String name = DuckName.quote(table.schema) + "." + DuckName.quote(table.name);
                Jdbc.run(connection, "INSERT INTO fresh." + name + " FROM was." + name);
            }
            Jdbc.run(connection, "USE memory");
            Jdbc.run(connection, "DETACH was");
            Jdbc.run(connection, "DETACH fresh");
        }
    }

    private record Table(String schema, String name, String definition) {}

    /**
     * @throws SQLException when there is something else, which would be lost
     */
    private static List<Table> tables(Connection connection) throws SQLException {
        long others = Jdbc.number(
                connection,
                "SELECT (SELECT count(*) FROM duckdb_views() WHERE database_name = 'was' AND NOT internal)"
                        + " + (SELECT count(*) FROM duckdb_indexes() WHERE database_name = 'was')"
                        + " + (SELECT count(*) FROM duckdb_sequences() WHERE database_name = 'was')");
        if (others > 0) {
            throw new SQLException("it holds more than tables");
        }
        return Jdbc.query(
                connection,
                row -> new Table(row.getString(1), row.getString(2), row.getString(3)),
                "SELECT schema_name, table_name, sql FROM duckdb_tables() WHERE database_name = 'was'"
                        + " ORDER BY table_oid");
    }

    private void replace() throws IOException {
        try (FileChannel channel = FileChannel.open(fresh(), StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(fresh(), database, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Path fresh() {
        return Path.of(database + ".compact");
    }
}
