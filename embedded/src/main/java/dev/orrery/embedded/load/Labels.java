// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The newest transaction of each label of each database. Not safe for threads: {@code Transactions} guards it. */
final class Labels {
    private record Key(String database, String label) {}

    private final Map<Key, LoadTransaction> byLabel = new HashMap<>();
    private final Set<LoadTransaction> open = new LinkedHashSet<>();
    private final Deque<LoadTransaction> byAge = new ArrayDeque<>();

    void put(LoadTransaction transaction) {
        byLabel.put(key(transaction), transaction);
        byAge.add(transaction);
        if (transaction.state().isOpen()) {
            open.add(transaction);
        }
    }

    Optional<LoadTransaction> find(String database, String label) {
        return Optional.ofNullable(byLabel.get(new Key(database, label)));
    }

    /** Transactions that wait for something. */
    List<LoadTransaction> open() {
        open.removeIf(transaction -> !transaction.state().isOpen());
        return List.copyOf(open);
    }

    long running(String database) {
        return open().stream()
                .filter(transaction -> transaction.table().database().equals(database))
                .count();
    }

    /** Labels are kept for days after the end of their transaction, not for ever. */
    void forgetBefore(Instant moment) {
        while (!byAge.isEmpty()) {
            LoadTransaction oldest = byAge.peek();
            LoadTransaction.Status status = oldest.status();
            if (status.state().isOpen() || !status.since().isBefore(moment)) {
                return;
            }
            byAge.remove();
            byLabel.remove(key(oldest), oldest);
        }
    }

    private static Key key(LoadTransaction transaction) {
        return new Key(transaction.table().database(), transaction.label());
    }
}
