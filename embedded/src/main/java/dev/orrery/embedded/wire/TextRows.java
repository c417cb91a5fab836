// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.wire;

import dev.orrery.embedded.session.ResultColumn;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of COM_QUERY: each value is its text. */
final class TextRows implements RowFormat {
    private static final int NULL = 0xfb;

    private final boolean[] binary;

    TextRows(List<ResultColumn> columns) {
        this.binary = new boolean[columns.size()];
        for (int i = 0; i < binary.length; i++) {
            binary[i] = MySqlType.of(columns.get(i).type()).code() == MySqlType.BLOB;
        }
    }

    @Override
    public void write(@Nullable String[] values, PayloadWriter payload) {
        for (int i = 0; i < values.length; i++) {
            String value = values[i];
            if (value == null) {
                payload.int1(NULL);
            } else if (binary[i]) {
                payload.lenencBytes(value.getBytes(StandardCharsets.ISO_8859_1));
            } else {
                payload.lenencText(value);
            }
        }
    }
}
