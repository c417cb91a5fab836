// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load;

import dev.orrery.embedded.load.Faults.Fault;
import dev.orrery.embedded.load.Faults.Step;
import dev.orrery.embedded.load.http.DropConnection;
import dev.orrery.embedded.load.http.HttpRequest;
import dev.orrery.models.catalog.ModelName;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** The steps of a load as requests ask for them, each with the fault that was armed for it. */
final class LoadSteps {
    /** Whether rows that are committed can be seen. */
    enum Publish {
        DONE,
        LATE
    }

    /** A finished step. */
    record Done(LoadTransaction transaction, Publish publish) {}

    /** What a step does between its faults. */
    private interface Work {
        void run() throws LoadRefused, IOException;
    }

    private final Transactions transactions;
    private final Faults faults;

    LoadSteps(Transactions transactions, Faults faults) {
        this.transactions = transactions;
        this.faults = faults;
    }

    Transactions transactions() {
        return transactions;
    }

    LoadTransaction begin(HttpRequest request, LoadTransaction.Kind kind)
            throws LoadRefused, IOException, DropConnection {
        ModelName table = table(request, kind);
        if (kind == LoadTransaction.Kind.SINGLE) {
            transactions.require(table);
        }
        LoadTransaction[] begun = new LoadTransaction[1];
        strike(
                Step.BEGIN,
                table,
                Optional.empty(),
                () -> begun[0] = transactions.begin(request.header("label"), table, kind, limits(request)));
        return begun[0];
    }

    /** One body into the transaction of the request's label. */
    LoadTransaction load(HttpRequest request) throws LoadRefused, IOException, DropConnection {
        LoadTransaction transaction = open(request);
        ModelName table = new ModelName(request.header("db"), request.header("table"));
        locked(
                transaction,
                () -> strike(
                        Step.LOAD,
                        table,
                        Optional.of(transaction),
                        () -> transactions.load(transaction, table, request.headers(), request::body)));
        return transaction;
    }

    LoadTransaction prepare(HttpRequest request) throws LoadRefused, IOException, DropConnection {
        LoadTransaction transaction = open(request);
        seconds(request, "prepared_timeout").ifPresent(transaction::preparedFor);
        locked(
                transaction,
                () -> strike(
                        Step.PREPARE,
                        transaction.table(),
                        Optional.of(transaction),
                        () -> transactions.prepare(transaction)));
        return transaction;
    }

    /** Of a prepared transaction, or prepare and commit in one. */
    Done commit(LoadTransaction transaction) throws LoadRefused, IOException, DropConnection {
        Publish[] publish = new Publish[1];
        locked(
                transaction,
                () -> publish[0] = strike(Step.COMMIT, transaction.table(), Optional.of(transaction), () -> {
                    if (transaction.state() == TransactionState.PREPARE) {
                        transactions.prepare(transaction);
                    }
                    transactions.commit(transaction);
                }));
        return new Done(transaction, publish[0]);
    }

    void rollback(LoadTransaction transaction) throws LoadRefused, IOException, DropConnection {
        locked(
                transaction,
                () -> strike(
                        Step.ROLLBACK,
                        transaction.table(),
                        Optional.of(transaction),
                        () -> transactions.abort(transaction, "rolled back by the client")));
    }

    /** Everything in one request. */
    Done streamLoad(LoadTransaction transaction, HttpRequest request) throws LoadRefused, IOException, DropConnection {
        ModelName table = transaction.table();
        Publish[] publish = new Publish[1];
        locked(transaction, () -> {
            try {
                publish[0] = strike(Step.STREAM_LOAD, table, Optional.of(transaction), () -> {
                    transactions.load(transaction, table, request.headers(), request::body);
                    transactions.prepare(transaction);
                    transactions.commit(transaction);
                });
            } finally {
                if (transaction.state().isOpen()) {
                    transactions.abort(transaction, "the load failed");
                }
            }
        });
        return new Done(transaction, publish[0]);
    }

    /** The transaction of the request's label, which has to take requests still. */
    LoadTransaction open(HttpRequest request) throws LoadRefused {
        String label = request.header("label");
        LoadTransaction transaction = transactions
                .find(request.header("db"), label)
                .filter(found -> found.state() == TransactionState.PREPARE)
                .orElseThrow(() -> new LoadRefused(
                        LoadRefused.Kind.TXN_NOT_EXISTS, "Transaction with label " + label + " not exists"));
        if (transaction.kind() == LoadTransaction.Kind.SINGLE
                && !request.header("table").equals(transaction.table().name())) {
            throw LoadRefused.invalid("Request table " + request.header("table") + " not equal transaction table "
                    + transaction.table().name());
        }
        return transaction;
    }

    static String newLabel() {
        return UUID.randomUUID().toString();
    }

    private static ModelName table(HttpRequest request, LoadTransaction.Kind kind) {
        return new ModelName(request.header("db"), kind == LoadTransaction.Kind.MULTI ? "" : request.header("table"));
    }

    private static Limits limits(HttpRequest request) throws LoadRefused {
        Duration begun = seconds(request, "timeout").orElse(Limits.DEFAULT.begun());
        return new Limits(
                begun,
                seconds(request, "idle_transaction_timeout").orElse(begun),
                seconds(request, "prepared_timeout").orElse(Limits.DEFAULT.prepared()));
    }

    private static Optional<Duration> seconds(HttpRequest request, String header) throws LoadRefused {
        String text = request.header(header);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.matches("\\d{1,9}")) {
            throw LoadRefused.invalid("Invalid " + header + " '" + text + "': a number of seconds is needed");
        }
        return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }

    private interface Locked {
        void run() throws LoadRefused, IOException, DropConnection;
    }

    private static void locked(LoadTransaction transaction, Locked work)
            throws LoadRefused, IOException, DropConnection {
        if (!transaction.lock().tryLock()) {
            throw new LoadRefused(LoadRefused.Kind.TXN_IN_PROCESSING, "Transaction in processing, please retry later");
        }
        try {
            work.run();
        } finally {
            transaction.lock().unlock();
        }
    }

    private Publish strike(Step step, ModelName table, Optional<LoadTransaction> transaction, Work work)
            throws LoadRefused, IOException, DropConnection {
        Optional<Fault> fault = faults.take(step, table);
        if (fault.isEmpty()) {
            work.run();
            return Publish.DONE;
        }
        Publish publish = Publish.DONE;
        switch (fault.get().kind()) {
            case REFUSE -> throw LoadRefused.internal("an armed fault refuses " + step);
            case ABORT -> {
                transaction.ifPresent(one -> transactions.abort(one, "an armed fault at " + step));
                throw new LoadRefused(LoadRefused.Kind.ABORTED, "an armed fault aborts the transaction at " + step);
            }
            case DROP -> throw new DropConnection("an armed fault at " + step);
            case LOSE_ANSWER -> {
                work.run();
                throw new DropConnection("an armed fault after " + step);
            }
            case DELAY -> {
                faults.pause(fault.get().duration());
                work.run();
            }
            case PUBLISH_TIMEOUT -> {
                work.run();
                transaction.ifPresent(
                        one -> one.hideUntil(transactions.now().plus(fault.get().duration())));
                publish = Publish.LATE;
            }
        }
        return publish;
    }
}
