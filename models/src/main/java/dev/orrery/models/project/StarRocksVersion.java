// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.project;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A StarRocks release line.
 *
 * @param patch 0 when only the line was named
 */
public record StarRocksVersion(int major, int minor, int patch) implements Comparable<StarRocksVersion> {
    /** The newest line whose language is known. */
    public static final StarRocksVersion NEWEST = new StarRocksVersion(4, 1, 0);

    /** The oldest line that is supported. */
    public static final StarRocksVersion OLDEST = new StarRocksVersion(3, 1, 0);

    private static final Pattern FORM = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})(?:\\.(\\d{1,4}))?(?:[-+ ].*)?");
    private static final Comparator<StarRocksVersion> ORDER = Comparator.comparingInt(StarRocksVersion::major)
            .thenComparingInt(StarRocksVersion::minor)
            .thenComparingInt(StarRocksVersion::patch);

    /** From {@code 3.5}, {@code 3.5.2} or {@code 3.5.2-abc}. */
    public static Optional<StarRocksVersion> read(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int patch = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        return Optional.of(
                new StarRocksVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), patch));
    }

    /** Its release line, whatever the patch. */
    public StarRocksVersion line() {
        return new StarRocksVersion(major, minor, 0);
    }

    public boolean isBefore(StarRocksVersion other) {
        return compareTo(other) < 0;
    }

    @Override
    public int compareTo(StarRocksVersion other) {
        return ORDER.compare(this, other);
    }

    /** Such as {@code 3.5} or {@code 3.5.2}. */
    @Override
    public String toString() {
        return major + "." + minor + (patch == 0 ? "" : "." + patch);
    }
}
