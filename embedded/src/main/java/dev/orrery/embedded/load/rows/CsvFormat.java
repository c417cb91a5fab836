// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load.rows;

import java.nio.charset.StandardCharsets;

/**
 * How CSV is written.
 *
 * @param separator between the fields of a row
 * @param delimiter after each row
 * @param skipHeader rows at the beginning that are no data
 * @param enclose the quote, 0 for none
 * @param escape 0 for none
 */
public record CsvFormat(String separator, String delimiter, int skipHeader, Blanks blanks, char enclose, char escape) {

    /** What becomes of blanks around a field. */
    public enum Blanks {
        KEPT,
        TRIMMED
    }

    public CsvFormat {
        if (separator.isEmpty() || delimiter.isEmpty()) {
            throw new IllegalArgumentException("a separator is empty");
        }
    }

    byte[] separatorBytes() {
        return separator.getBytes(StandardCharsets.UTF_8);
    }

    byte[] delimiterBytes() {
        return delimiter.getBytes(StandardCharsets.UTF_8);
    }

    boolean encloses() {
        return enclose != 0 || escape != 0;
    }
}
