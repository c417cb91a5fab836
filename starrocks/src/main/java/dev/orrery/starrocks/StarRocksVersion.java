// SPDX-License-Identifier: Apache-2.0
package dev.orrery.starrocks;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server's version.
 *
 * @param text as the server says it, such as {@code 4.1.0-ad83983}
 */
public record StarRocksVersion(int major, int minor, int patch, String text) implements Comparable<StarRocksVersion> {
    private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?");
    private static final Comparator<StarRocksVersion> ORDER = Comparator.comparingInt(StarRocksVersion::major)
            .thenComparingInt(StarRocksVersion::minor)
            .thenComparingInt(StarRocksVersion::patch);

    /** The first {@code x.y[.z]} of a text; a build without numbers ({@code main-ad83983}) counts as 4.1. */
    public static StarRocksVersion parse(String text) {
        Matcher numbers = NUMBERS.matcher(text);
        if (!numbers.find()) {
            return new StarRocksVersion(4, 1, 0, text);
        }
        int patch = numbers.group(3) == null ? 0 : Integer.parseInt(numbers.group(3));
        return new StarRocksVersion(
                Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)), patch, text);
    }

    public boolean atLeast(int otherMajor, int otherMinor) {
        return atLeast(otherMajor, otherMinor, 0);
    }

    public boolean atLeast(int otherMajor, int otherMinor, int otherPatch) {
        return compareTo(new StarRocksVersion(otherMajor, otherMinor, otherPatch, "")) >= 0;
    }

    /** By numbers alone; the build does not count. */
    @Override
    public int compareTo(StarRocksVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return text;
    }
}
