// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.diagnostic;

/**
 * A text that a person wrote.
 *
 * @param path as the person would type it, relative to the project with {@code /} between folders
 */
public record SourceFile(String path, String text) {

    /** Line of an offset, from 1. */
    public int line(int offset) {
        int line = 1;
        for (int i = 0; i < Math.min(offset, text.length()); i++) {
            if (text.charAt(i) == '\n') {
                line++;
            }
        }
        return line;
    }

    /** Column of an offset in its line, from 1, counted in characters. */
    public int column(int offset) {
        int end = Math.min(offset, text.length());
        return end - (text.lastIndexOf('\n', end - 1) + 1) + 1;
    }

    /** The text of a line (from 1), without its line end. */
    public String lineText(int line) {
        int start = 0;
        for (int i = 1; i < line; i++) {
            int next = text.indexOf('\n', start);
            if (next < 0) {
                return "";
            }
            start = next + 1;
        }
        int end = text.indexOf('\n', start);
        String found = end < 0 ? text.substring(start) : text.substring(start, end);
        return found.endsWith("\r") ? found.substring(0, found.length() - 1) : found;
    }
}
