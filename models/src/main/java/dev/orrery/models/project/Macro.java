// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.project;

import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.sql.tree.CreateMacro;
import dev.orrery.models.sql.tree.Location;
import java.util.Locale;

/**
 * A reusable expression of the project, as one {@code CREATE MACRO} below {@code macros/} writes it.
 *
 * @param text of its file, in which the places of {@code statement} count
 */
record Macro(ModelText text, CreateMacro statement) {
    /** Folder of the files with macros. */
    static final String FOLDER = "macros";

    /** How it is called; case does not matter, as with functions. */
    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    String name() {
        return statement.name().text();
    }

    /** What {@link MacroExpansion} reads anew for every call. */
    String source() {
        return text.expanded()
                .text()
                .substring(statement.at().start(), statement.at().end());
    }

    FileSpan span(Location at) {
        return text.span(at);
    }
}
