// SPDX-License-Identifier: Apache-2.0
package dev.orrery.starrocks;

import dev.orrery.models.project.StarRocksVersion;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server says that it is.
 *
 * @param release by its numbers
 * @param text as the server says it, such as {@code 4.1.0-ad83983}
 */
public record ServerVersion(StarRocksVersion release, String text) {
    /** Builds of the main branch name no release; those that were recorded behave like this one. */
    private static final StarRocksVersion UNNUMBERED = new StarRocksVersion(4, 1, 0);

    private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?");

    /** The first {@code x.y[.z]} of a text; a build without numbers ({@code main-ad83983}) counts as 4.1. */
    public static ServerVersion parse(String text) {
        Matcher numbers = NUMBERS.matcher(text);
        if (!numbers.find()) {
            return new ServerVersion(UNNUMBERED, text);
        }
        int patch = numbers.group(3) == null ? 0 : Integer.parseInt(numbers.group(3));
        return new ServerVersion(
                new StarRocksVersion(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)), patch),
                text);
    }

    public boolean atLeast(int major, int minor) {
        return atLeast(major, minor, 0);
    }

    public boolean atLeast(int major, int minor, int patch) {
        return !release.isBefore(new StarRocksVersion(major, minor, patch));
    }

    @Override
    public String toString() {
        return text;
    }
}
