// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.refresh;

import dev.orrery.cli.terminal.Figures;
import dev.orrery.cli.terminal.TextTable;
import dev.orrery.refresher.run.Freshness;
import java.util.List;
import java.util.Locale;

/** Every MV against its target, as a table. */
public final class FreshnessTable {
    private FreshnessTable() {}

    public static String of(List<Freshness> freshness) {
        TextTable table = new TextTable(List.of("materialized view", "lag", "target", "verdict", "remark"));
        freshness.forEach(mv -> table.row(List.of(
                mv.mv().toString(),
                mv.lag().map(Figures::duration).orElse("-"),
                mv.target().map(Figures::duration).orElse("-"),
                mv.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                mv.remark())));
        return table.text();
    }
}
