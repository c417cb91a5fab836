// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.translate;

import java.util.List;

/**
 * What stands in FROM, translated.
 *
 * @param lateral it reads columns of what stands before it
 */
record RelationText(String sql, List<Scope.Entry> entries, boolean lateral) {
    RelationText {
        entries = List.copyOf(entries);
    }

    RelationText(String sql, List<Scope.Entry> entries) {
        this(sql, entries, false);
    }
}
