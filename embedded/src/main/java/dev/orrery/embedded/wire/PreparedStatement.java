// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.wire;

import dev.orrery.embedded.session.StatementTemplate;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A statement that a client prepared: its text, what it sent of long parameters, the cursor over its last answer. */
final class PreparedStatement {
    private final StatementTemplate template;
    private final SortedMap<Integer, ByteArrayOutputStream> longValues = new TreeMap<>();
    private int[] types;
    private boolean typesKnown;
    private @Nullable Cursor cursor;

    PreparedStatement(StatementTemplate template) {
        this.template = template;
        this.types = new int[template.parameters()];
    }

    int parameters() {
        return template.parameters();
    }

    /** COM_STMT_SEND_LONG_DATA: more of one value, ahead of the execution. */
    void append(int parameter, byte[] bytes, int limit) throws MalformedPacketException {
        if (parameter >= template.parameters()) {
            throw new MalformedPacketException("long data for parameter " + parameter + " of " + template.parameters());
        }
        long size = bytes.length;
        for (ByteArrayOutputStream value : longValues.values()) {
            size += value.size();
        }
        if (size > limit) {
            throw new MalformedPacketException(1153, "08S01", "Got a packet bigger than 'max_allowed_packet' bytes");
        }
        longValues
                .computeIfAbsent(parameter, key -> new ByteArrayOutputStream())
                .writeBytes(bytes);
    }

    /** The statement with the parameters of a COM_STMT_EXECUTE, which begin where {@code reader} stands. */
    String bind(PayloadReader reader) throws MalformedPacketException {
        int count = template.parameters();
        if (count == 0) {
            return template.bind(List.of());
        }
        byte[] nulls = reader.bytes((count + 7) / 8);
        if (reader.int1() == 1) {
            int[] sent = new int[count];
            for (int i = 0; i < count; i++) {
                sent[i] = reader.int2();
            }
            types = sent;
            typesKnown = true;
        } else if (!typesKnown) {
            throw new MalformedPacketException("parameters without their types");
        }
        List<String> literals = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ByteArrayOutputStream sentBefore = longValues.get(i);
            if (sentBefore != null) {
                literals.add(SqlLiteral.bytes(sentBefore.toByteArray()));
            } else if ((nulls[i / 8] >> (i % 8) & 1) == 1) {
                literals.add(SqlLiteral.NULL);
            } else {
                literals.add(ParameterReader.read(reader, types[i]));
            }
        }
        return template.bind(literals);
    }

    @Nullable
    Cursor cursor() {
        return cursor;
    }

    void open(Cursor opened) {
        this.cursor = opened;
    }

    void closeCursor() {
        if (cursor != null) {
            cursor.close();
            cursor = null;
        }
    }

    void forgetLongValues() {
        longValues.clear();
    }
}
