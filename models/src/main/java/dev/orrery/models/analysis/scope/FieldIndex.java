// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis.scope;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Fields in order, and by their names whatever the case. Two arrays rather than a map of lists: every query of a
 * project makes several of these, each of a hundred fields.
 */
final class FieldIndex {
    private static final int FEW = 8;

    private final List<Field> fields;
    /** One more than the first field of each bucket, and for each field the next one of its bucket, in order. */
    private int[] first = {};

    private int[] next = {};
    private int indexed;

    FieldIndex(Collection<Field> fields) {
        this.fields = new ArrayList<>(fields);
    }

    void add(Field field) {
        fields.add(field);
    }

    List<Field> fields() {
        return fields;
    }

    /**
     * The fields of a name, in order.
     *
     * @param folded in lower case
     */
    List<Field> named(String folded) {
        if (fields.size() - indexed > FEW) {
            index();
        }
        List<Field> found = List.of();
        if (indexed > 0) {
            for (int i = first[folded.hashCode() & (first.length - 1)]; i > 0; i = next[i - 1]) {
                found = with(found, fields.get(i - 1), folded);
            }
        }
        for (int i = indexed; i < fields.size(); i++) {
            found = with(found, fields.get(i), folded);
        }
        return found;
    }

    /** Nearly every name is there once or not at all. */
    private static List<Field> with(List<Field> found, Field field, String folded) {
        if (!field.folded().equals(folded)) {
            return found;
        }
        if (found.isEmpty()) {
            return List.of(field);
        }
        List<Field> more = new ArrayList<>(found);
        more.add(field);
        return more;
    }

    private void index() {
        indexed = fields.size();
        first = new int[Integer.highestOneBit(indexed) * 2];
        next = new int[indexed];
        for (int i = indexed - 1; i >= 0; i--) {
            int bucket = fields.get(i).folded().hashCode() & (first.length - 1);
            next[i] = first[bucket];
            first[bucket] = i + 1;
        }
    }
}
