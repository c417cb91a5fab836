// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.yaml;

import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.diagnostic.SourceFile;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Where a document comes from, and where findings about it go.
 *
 * @param wide whether a character of it takes more than one {@code char}
 */
record YamlSource(SourceFile file, int from, boolean wide, Diagnostics diagnostics) {

    /** The engine counts code points, files are counted in characters. */
    int offset(Mark mark) {
        String text = file.text();
        if (!wide) {
            return Math.min(from + mark.getIndex(), text.length());
        }
        int points = Math.min(mark.getIndex(), text.codePointCount(from, text.length()));
        return text.offsetByCodePoints(from, points);
    }

    /** A scalar whole; of a map or list its first line. */
    FileSpan span(Node node) {
        int start = node.getStartMark().map(this::offset).orElse(from);
        int end = node.getEndMark().map(this::offset).orElse(start);
        if (!(node instanceof ScalarNode)) {
            int lineEnd = file.text().indexOf('\n', start);
            end = lineEnd < 0 ? end : Math.min(end, lineEnd);
        }
        return new FileSpan(file, start, Math.max(start, end));
    }
}
