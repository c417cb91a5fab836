// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.partition;

/** Names of partitions that rows make: {@code p} and the values, of which letters and digits are kept. */
final class PartitionNames {
    private static final int LONGEST = 50;

    private PartitionNames() {}

    static String part(String value) {
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < value.length(); ) {
            int c = value.codePointAt(i);
            boolean plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (plain) {
                part.appendCodePoint(c);
            } else if (c == '-' && i == 0) {
                part.append('_');
            } else if (c != '-' && c != ':' && c != ' ') {
                part.append(Integer.toHexString(c));
            }
            i += Character.charCount(c);
        }
        return part.toString();
    }

    static String bounded(String name) {
        return name.length() <= LONGEST
                ? name
                : name.substring(0, LONGEST) + "_" + Integer.toHexString(name.hashCode());
    }
}
