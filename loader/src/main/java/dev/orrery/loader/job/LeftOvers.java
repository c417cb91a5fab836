// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.job;

import dev.orrery.loader.job.LoadTransactions.State;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Before a sink starts: makes sure that the transactions of its restore point are there, and rolls back what an earlier
 * attempt left open, so that labels are free and nothing lingers on the server.
 */
final class LeftOvers {
    private static final Logger LOG = LoggerFactory.getLogger(LeftOvers.class);

    private final LoadTransactions transactions;
    private final String prefix;
    private final int subtask;

    LeftOvers(LoadTransactions transactions, String prefix, int subtask) {
        this.transactions = transactions;
        this.prefix = prefix;
        this.subtask = subtask;
    }

    /**
     * The book to go on with.
     *
     * @param restored number of the restored checkpoint, 0 when there is none
     * @param books of the restore point, those that this subtask looks after
     * @throws RestorePointUnusable when the server's side of the restore point is lost or ahead of it
     */
    LabelBook clear(long restored, List<LabelBook> books, Collection<TableName> tables)
            throws IOException, InterruptedException {
        LabelBook book = new LabelBook(prefix, subtask, Map.of(), List.of(), List.of());
        for (LabelBook old : books) {
            for (LabelBook.Pending pending : old.pending()) {
                State state = transactions.state(pending.database(), pending.label());
                if (state == State.ABORTED || state == State.UNKNOWN) {
                    throw new RestorePointUnusable(
                            RestorePointUnusable.Reason.LOST, "transaction '" + pending.label() + "' is " + state);
                }
            }
            book.pending().addAll(old.pending());
            for (Map.Entry<String, Long> next : old.next().entrySet()) {
                rollBack(old.prefix(), old.subtask(), TableName.of(next.getKey()), next.getValue());
            }
            if (old.prefix().equals(prefix) && old.subtask() == subtask) {
                for (String used : old.used()) {
                    book.used().add(used);
                    book.next().put(used, old.next().getOrDefault(used, restored + 1));
                }
            }
        }
        for (TableName table : tables) {
            rollBack(prefix, subtask, table, restored + 1);
            book.next().putIfAbsent(table.qualified(), restored + 1);
        }
        return book;
    }

    private void rollBack(String owner, int ownerSubtask, TableName table, long from)
            throws IOException, InterruptedException {
        for (long number = from; ; number++) {
            String label = LabelBook.label(owner, table.name(), ownerSubtask, number);
            State state = transactions.state(table.database(), label);
            if (state.isDone() && owner.equals(prefix)) {
                throw new RestorePointUnusable(
                        RestorePointUnusable.Reason.AHEAD, "transaction '" + label + "' is " + state);
            }
            if (state.isOpen()) {
                LOG.info("rolling back '{}', which an earlier attempt left {}", label, state);
                transactions.rollBack(table.database(), table.name(), label);
            } else if (!state.isDone()) {
                return;
            }
        }
    }
}
