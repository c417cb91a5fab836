// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.diagnostic;

/**
 * A stretch of a file.
 *
 * @param start offset of the first character
 * @param end offset after the last one; equal to {@code start} for a point
 */
public record FileSpan(SourceFile file, int start, int end) {

    public FileSpan {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("span " + start + ".." + end + " of " + file.path());
        }
    }

    /** From 1. */
    public int line() {
        return file.line(start);
    }

    /** From 1. */
    public int column() {
        return file.column(start);
    }

    /** Such as {@code models/dwd/txn.sql:7:10}. */
    @Override
    public String toString() {
        return file.path() + ":" + line() + ":" + column();
    }
}
