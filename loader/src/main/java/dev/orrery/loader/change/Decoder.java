// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.change;

import dev.orrery.loader.pipeline.Format;
import java.io.Serializable;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Turns the lines of one source into changes. Not safe for use by several threads. */
public interface Decoder {

    /** Where the parts of a line go. */
    interface Output {
        void change(Change change);

        /**
         * The line, or what it means for one table, cannot be loaded.
         *
         * @param table {@code database.table}; empty when it did not get that far
         */
        void refuse(String table, String reason);

        /** No route takes this stream. */
        void unrouted(String stream);
    }

    /**
     * What a decoder needs to know; the job carries it to its workers.
     *
     * @param rank of the source, see {@code Pipeline.rank}
     */
    record Settings(Format format, int rank, String timeZone, ArrayList<Way> ways) implements Serializable {
        public Settings(Format format, int rank, ZoneId timeZone, List<Way> ways) {
            this(format, rank, timeZone.getId(), new ArrayList<>(ways));
        }

        ZoneId zone() {
            return ZoneId.of(timeZone);
        }
    }

    void decode(Line line, Output out);

    static Decoder of(Settings settings) {
        return settings.format()
                .match(csv -> new CsvDecoder(csv, settings), debezium -> new DebeziumDecoder(debezium, settings));
    }
}
