// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.change;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.orrery.loader.table.TargetColumn;
import dev.orrery.loader.table.TargetTable;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;

/** Makes changes of one table out of values. */
final class RowWriter {
    private final int target;
    private final TargetTable table;
    private final Fit fit;
    private final List<TargetColumn> writable;
    private final List<TargetColumn> keys;

    /**
     * @param target number of the table among those of the job
     */
    RowWriter(int target, TargetTable table, Fit fit) {
        this.target = target;
        this.table = table;
        this.fit = fit;
        this.writable = table.writable();
        this.keys = table.keys();
    }

    Change upsert(String position, Function<TargetColumn, JsonNode> values) throws Misfit {
        return new Change(target, key(values), position, Change.Op.UPSERT, row(values, 0));
    }

    /** Only the keys are asked for. */
    Change delete(String position, Function<TargetColumn, JsonNode> values) throws Misfit {
        Function<TargetColumn, JsonNode> padded = column -> column.isKey() ? values.apply(column) : Fit.filler(column);
        return new Change(target, key(values), position, Change.Op.DELETE, row(padded, 1));
    }

    /** The same text for the same row, however its key was written. */
    String key(Function<TargetColumn, JsonNode> values) throws Misfit {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = Json.MAPPER.createGenerator(text)) {
            out.writeStartArray();
            for (TargetColumn key : keys) {
                fit.write(out, key, values.apply(key));
            }
            out.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return table.qualifiedName() + text;
    }

    private String row(Function<TargetColumn, JsonNode> values, int op) throws Misfit {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator out = Json.MAPPER.createGenerator(text)) {
            out.writeStartObject();
            for (TargetColumn column : writable) {
                JsonNode value = values.apply(column);
                // A column that is missing becomes NULL on the server, which saves the bytes.
                if (value.isNull() && column.nullability() == TargetColumn.Nullability.NULLABLE) {
                    continue;
                }
                out.writeFieldName(column.name());
                fit.write(out, column, value);
            }
            out.writeNumberField("__op", op);
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
