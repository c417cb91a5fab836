// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.compile;

import dev.orrery.models.catalog.ModelName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Does a work for every model on all cores, for each one after it was done for all that it reads. What one work writes
 * is seen by the works of its readers.
 */
final class ReadyQueue {
    private final Consumer<ModelName> work;
    private final Map<ModelName, List<ModelName>> readers = new HashMap<>();
    // Everything below is guarded by this.
    private final Map<ModelName, Integer> waitsFor = new HashMap<>();
    private final Deque<ModelName> ready = new ArrayDeque<>();
    private int unfinished;
    private @Nullable Throwable failure;

    private ReadyQueue(List<ModelName> order, Map<ModelName, Set<ModelName>> reads, Consumer<ModelName> work) {
        this.work = work;
        this.unfinished = order.size();
        order.forEach(name -> waitsFor.put(name, 0));
        for (ModelName name : order) {
            for (ModelName read : reads.getOrDefault(name, Set.of())) {
                if (waitsFor.containsKey(read)) {
                    readers.computeIfAbsent(read, key -> new ArrayList<>()).add(name);
                    waitsFor.merge(name, 1, Integer::sum);
                }
            }
        }
        order.stream().filter(name -> waitsFor.getOrDefault(name, 0) == 0).forEach(ready::add);
    }

    /**
     * Returns when all is done.
     *
     * @param order models that stand on no cycle, each after those that it reads
     * @param reads of each model; what is not in {@code order} is not waited for
     */
    static void run(List<ModelName> order, Map<ModelName, Set<ModelName>> reads, Consumer<ModelName> work) {
        ReadyQueue queue = new ReadyQueue(order, reads, work);
        for (int i = 1; i < Runtime.getRuntime().availableProcessors(); i++) {
            ForkJoinPool.commonPool().execute(queue::drain);
        }
        // This thread alone would end it too: another one that never starts is not missed.
        queue.drain();
        queue.rethrow();
    }

    private void drain() {
        Optional<ModelName> next = take();
        while (next.isPresent()) {
            try {
                work.accept(next.get());
            } catch (RuntimeException | Error e) {
                fail(e);
                return;
            }
            done(next.get());
            next = take();
        }
    }

    private synchronized Optional<ModelName> take() {
        while (ready.isEmpty() && unfinished > 0 && failure == null) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failure = new IllegalStateException("interrupted while models were compiled", e);
            }
        }
        return failure == null ? Optional.ofNullable(ready.poll()) : Optional.empty();
    }

    private synchronized void done(ModelName name) {
        unfinished--;
        int found = 0;
        for (ModelName reader : readers.getOrDefault(name, List.of())) {
            if (waitsFor.merge(reader, -1, Integer::sum) == 0) {
                ready.add(reader);
                found++;
            }
        }
        if (found > 1 || unfinished == 0) {
            notifyAll();
        }
    }

    private synchronized void fail(Throwable e) {
        failure = e;
        notifyAll();
    }

    private synchronized void rethrow() {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }
}
