// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.wire;

import dev.orrery.embedded.session.ResultColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a row of text values into a packet: as text or in the binary form of prepared statements. */
interface RowFormat {
    void write(@Nullable String[] values, PayloadWriter payload);

    /** Chooses the form for a result. */
    interface Choice {
        RowFormat of(List<ResultColumn> columns);
    }
}
