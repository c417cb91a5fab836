// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.result;

import dev.orrery.embedded.session.Answer;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.session.ValueSink;
import dev.orrery.models.catalog.Column;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a running DuckDB statement, one chunk of at most 2048 in memory at a time. A JDBC ResultSet makes objects of
 * every value of a chunk before the first is asked for, and takes three to ten times as long.
 */
public final class StreamedRows implements Answer.RowSource {
    /** How what DuckDB reports becomes what the client sees. */
    public interface Failing {
        ServerError of(SQLException failure);
    }

    private final DuckDBPreparedStatement statement;
    private final DuckDBChunkedResult result;
    private final ValueReader[] readers;
    private final DuckDBReadableVector[] vectors;
    private final BooleanSupplier cancelled;
    private final Failing failing;
    private long row;
    private long rowsInChunk;
    private boolean ended;

    private StreamedRows(
            DuckDBPreparedStatement statement,
            DuckDBChunkedResult result,
            List<ValueReader> readers,
            BooleanSupplier cancelled,
            Failing failing) {
        this.statement = statement;
        this.result = result;
        this.readers = readers.toArray(ValueReader[]::new);
        this.vectors = new DuckDBReadableVector[this.readers.length];
        this.cancelled = cancelled;
        this.failing = failing;
    }

    /**
     * Runs the statement, which is the answer's from then on; empty, and it has not run, where a column is of a type that
     * does not come in chunks.
     *
     * @param cancelled asked once a chunk: DuckDB forgets an interruption that comes between two of them
     */
    public static Optional<StreamedRows> run(
            DuckDBPreparedStatement statement, List<Column> columns, BooleanSupplier cancelled, Failing failing)
            throws SQLException {
        if (!StreamErrors.areKnown()) {
            return Optional.empty();
        }
        ResultSetMetaData found = statement.getMetaData();
        List<ValueReader> readers = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Optional<ValueReader> reader = ValueReaders.of(columns.get(i).type(), found.getColumnTypeName(i + 1));
            if (reader.isEmpty()) {
                return Optional.empty();
            }
            readers.add(reader.get());
        }
        return Optional.of(new StreamedRows(statement, statement.query(), readers, cancelled, failing));
    }

    /** Waits for the first rows: a query that fails before them fails here, and is closed. */
    public void begin() throws ServerError {
        boolean begun = false;
        try {
            ended = !nextChunk();
            begun = true;
        } finally {
            if (!begun) {
                close();
            }
        }
    }

    @Override
    public @Nullable String @Nullable [] next() throws ServerError {
        RowTexts texts = new RowTexts(readers.length);
        return next(texts) ? texts.values() : null;
    }

    @Override
    public boolean next(ValueSink sink) throws ServerError {
        while (row == rowsInChunk) {
            if (ended || !nextChunk()) {
                return false;
            }
        }
        for (int i = 0; i < readers.length; i++) {
            DuckDBReadableVector vector = vectors[i];
            if (vector.isNull(row)) {
                sink.none();
            } else {
                readers[i].put(vector, row, sink);
            }
        }
        row++;
        return true;
    }

    private boolean nextChunk() throws ServerError {
        if (cancelled.getAsBoolean()) {
            throw new ServerError(1317, "70100", "Query execution was interrupted");
        }
        if (!result.nextChunk()) {
            try {
                StreamErrors.check(result);
            } catch (SQLException e) {
                throw failing.of(e);
            }
            return false;
        }
        DuckDBDataChunkReader chunk = result.chunk();
        row = 0;
        rowsInChunk = chunk.rowCount();
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = chunk.vector(i);
        }
        return true;
    }

    @Override
    public void close() {
        try {
            result.close();
            statement.close();
        } catch (SQLException e) {
            // The rows were read or given up; nothing depends on how they end.
            throw new IllegalStateException(e);
        }
    }
}
