// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The labels that one subtask of the sink has given to transactions, kept in its checkpoint beside the connector's own
 * state. The connector names them {@code <prefix>-<table>-<subtask>-<number>}, a number for each checkpoint interval in
 * which the table got rows, from the restored checkpoint's number + 1 for a table that is new to it.
 *
 * @param next the number after the last used one, by {@code database.table}
 * @param used tables with a transaction under this prefix: the connector goes on counting them when it is restored
 * @param pending transactions prepared and not known to be committed
 */
record LabelBook(String prefix, int subtask, Map<String, Long> next, List<String> used, List<Pending> pending) {
    private static final JsonMapper MAPPER = new JsonMapper();

    /** A transaction that belongs to a checkpoint. */
    record Pending(long checkpoint, String database, String table, String label) {}

    LabelBook {
        next = new TreeMap<>(next);
        used = new ArrayList<>(used);
        pending = new ArrayList<>(pending);
    }

    static String label(String prefix, String table, int subtask, long number) {
        return prefix + "-" + table + "-" + subtask + "-" + number;
    }

    static LabelBook read(String json) {
        try {
            return MAPPER.readValue(json, LabelBook.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("labels in the checkpoint cannot be read", e);
        }
    }

    String write() {
        try {
            return MAPPER.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A table got rows before this checkpoint, so the connector has opened a transaction for it. */
    void opened(long checkpoint, TableName table) {
        long number = next.getOrDefault(table.qualified(), 1L);
        String label = label(prefix, table.name(), subtask, number);
        pending.add(new Pending(checkpoint, table.database(), table.name(), label));
        next.put(table.qualified(), number + 1);
        if (!used.contains(table.qualified())) {
            used.add(table.qualified());
        }
    }

    void completed(long checkpoint) {
        pending.removeIf(p -> p.checkpoint() <= checkpoint);
    }
}
