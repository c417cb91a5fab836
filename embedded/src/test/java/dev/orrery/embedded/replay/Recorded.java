// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Rows as they were recorded, compared as texts, and numbers to nine digits. */
final class Recorded {
    private Recorded() {}

    static List<String> rows(JsonNode expected) {
        List<String> rows = new ArrayList<>();
        if (expected.isTextual()) {
            String text = expected.asText();
            return text.isEmpty() ? rows : List.of(text.split("\n", -1));
        }
        expected.forEach(row -> rows.add(row.asText()));
        return rows;
    }

    static boolean equal(List<String> got, List<String> expected, boolean ordered) {
        if (got.size() != expected.size()) {
            return false;
        }
        List<String> a = ordered ? got : got.stream().sorted().toList();
        List<String> b = ordered ? expected : expected.stream().sorted().toList();
        for (int i = 0; i < a.size(); i++) {
            if (!same(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(String a, String b) {
        String[] left = a.split("\t", -1);
        String[] right = b.split("\t", -1);
        if (left.length != right.length) {
            return false;
        }
        for (int i = 0; i < left.length; i++) {
            if (!left[i].equals(right[i]) && !close(left[i], right[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean close(String a, String b) {
        try {
            double x = Double.parseDouble(a);
            double y = Double.parseDouble(b);
            return Math.abs(x - y) <= Math.max(1e-9 * Math.max(Math.abs(x), Math.abs(y)), 1e-12);
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
