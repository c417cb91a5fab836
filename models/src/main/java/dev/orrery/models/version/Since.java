// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.version;

import dev.orrery.models.project.StarRocksVersion;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The releases in which something first came: one, or one for each line into which it was carried back.
 *
 * @param firsts in ascending order; a line that is not named has it when it is newer than the last one named
 */
public record Since(List<StarRocksVersion> firsts) {
    public Since {
        firsts = List.copyOf(firsts);
    }

    /** From {@code 3.2.10}, {@code 3.3.2} and the like, in ascending order. */
    static Since of(String... releases) {
        return new Since(Arrays.stream(releases)
                .map(release -> StarRocksVersion.read(release)
                        .orElseThrow(() -> new IllegalArgumentException("no release: " + release)))
                .toList());
    }

    /** Whether servers of this version have it; a version without a patch is the first of its line. */
    public boolean includes(StarRocksVersion version) {
        for (StarRocksVersion first : firsts) {
            if (first.major() == version.major() && first.minor() == version.minor()) {
                return !version.isBefore(first);
            }
        }
        return firsts.get(firsts.size() - 1).isBefore(version);
    }

    /** Whether a later patch of the version's own line has it. */
    boolean laterInLine(StarRocksVersion version) {
        return firsts.stream()
                .anyMatch(first -> first.major() == version.major()
                        && first.minor() == version.minor()
                        && version.isBefore(first));
    }

    /** Such as {@code 4.1}, or {@code 3.2.10 or 3.3.2}. */
    @Override
    public String toString() {
        return firsts.stream().map(StarRocksVersion::toString).collect(Collectors.joining(" or "));
    }
}
