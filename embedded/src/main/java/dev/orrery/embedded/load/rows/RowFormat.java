// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load.rows;

import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.List;

/** How the body of a load is written. */
public sealed interface RowFormat {

    /** Reads every row of the bodies, one after another, into the sink. */
    void read(List<Body> bodies, List<String> fields, RowSink sink) throws IOException, SQLException, LoadFailure;

    /** A body that can be opened. */
    @FunctionalInterface
    interface Body {
        InputStream open() throws IOException;
    }

    /** Bodies follow each other as if they were one. */
    record Csv(CsvFormat format) implements RowFormat {
        @Override
        public void read(List<Body> bodies, List<String> fields, RowSink sink) throws IOException, SQLException {
            CsvRows rows = new CsvRows(format, fields.size(), sink);
            for (Body body : bodies) {
                try (InputStream in = body.open()) {
                    rows.read(in);
                }
            }
            rows.end();
        }
    }

    /**
     * Each body is a document of its own.
     *
     * @param root where in a document the rows are, such as {@code $.data}; empty for the document itself
     * @param paths of the fields within a row; empty where fields are keys
     */
    record Json(OuterArray outerArray, String root, List<String> paths) implements RowFormat {
        public Json {
            paths = List.copyOf(paths);
        }

        /** Whether the rows are the elements of an array. */
        public enum OuterArray {
            STRIPPED,
            KEPT
        }

        @Override
        public void read(List<Body> bodies, List<String> fields, RowSink sink)
                throws IOException, SQLException, LoadFailure {
            if (!root.isEmpty() || !paths.isEmpty()) {
                JsonPathRows rows = new JsonPathRows(this, fields, sink);
                for (Body body : bodies) {
                    try (InputStream in = body.open()) {
                        rows.read(in);
                    }
                }
                return;
            }
            JsonRows rows = new JsonRows(outerArray, fields, sink);
            for (Body body : bodies) {
                try (InputStream in = body.open()) {
                    rows.read(in);
                }
            }
        }
    }
}
