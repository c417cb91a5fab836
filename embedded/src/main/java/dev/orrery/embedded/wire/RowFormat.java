// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.wire;

import dev.orrery.embedded.session.ResultColumn;
import dev.orrery.embedded.session.ValueSink;
import java.util.List;

/** Turns the values of a row into a packet: as text or in the binary form of prepared statements. */
interface RowFormat extends ValueSink {
    /**
     * A row begins: its values follow.
     *
     * @param payload of its packet, which is empty
     */
    void begin(PayloadWriter payload);

    /** Chooses the form for a result. */
    interface Choice {
        RowFormat of(List<ResultColumn> columns);
    }
}
