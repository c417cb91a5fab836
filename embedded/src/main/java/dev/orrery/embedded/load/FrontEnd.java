// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orrery.embedded.load.http.DropConnection;
import dev.orrery.embedded.load.http.HttpAnswer;
import dev.orrery.embedded.load.http.HttpHandler;
import dev.orrery.embedded.load.http.HttpRequest;
import dev.orrery.models.catalog.ModelName;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The front end's HTTP port: sends bodies on to the back end, commits and rolls back what is prepared, knows labels. */
final class FrontEnd implements HttpHandler {
    private static final String EXCEPTION = "class com.starrocks.common.StarRocksException: ";

    private final LoadSteps steps;
    private final LoadTarget target;
    private final LoadAccess access;
    private final int backEndPort;

    FrontEnd(LoadSteps steps, LoadTarget target, LoadAccess access, int backEndPort) {
        this.steps = steps;
        this.target = target;
        this.access = access;
        this.backEndPort = backEndPort;
    }

    @Override
    public HttpAnswer answer(HttpRequest request) throws IOException, DropConnection {
        List<String> path = request.path();
        if (path.equals(List.of("api", "health"))) {
            return Answers.compact(Answers.object().put("online_backend_num", 1).put("total_backend_num", 1));
        }
        boolean api = !path.isEmpty() && path.get(0).equals("api");
        if (api && path.size() == 4 && path.get(3).equals("_stream_load") && isPut(request)) {
            return streamLoad(request, new ModelName(path.get(1), path.get(2)));
        }
        if (api && path.size() == 4 && path.get(3).equals("_cancel")) {
            return cancel(request, new ModelName(path.get(1), path.get(2)));
        }
        if (api && path.size() == 3 && path.get(1).equals("transaction")) {
            return transaction(request, path.get(2));
        }
        if (api && path.size() == 3 && path.get(2).equals("get_load_state")) {
            return loadState(request, path.get(1));
        }
        return Answers.notImplemented();
    }

    private HttpAnswer streamLoad(HttpRequest request, ModelName table) {
        Optional<HttpAnswer> denied = denied(request, table);
        if (denied.isPresent()) {
            return denied.get().thenClose();
        }
        if (!request.expectsContinue()) {
            return Answers.compact(Answers.frontEnd(
                            "FAILED", "class com.starrocks.common.DdlException: There is no 100-continue header"))
                    .thenClose();
        }
        return toBackEnd(request).thenClose();
    }

    private HttpAnswer cancel(HttpRequest request, ModelName table) throws IOException, DropConnection {
        Optional<HttpAnswer> denied = denied(request, table);
        if (denied.isPresent()) {
            return denied.get();
        }
        try {
            steps.rollback(find(table.database(), request.header("label")));
            return Answers.compact(Answers.frontEnd("OK", ""));
        } catch (LoadRefused refused) {
            return Answers.compact(Answers.frontEnd("FAILED", EXCEPTION + refused.message()));
        }
    }

    private HttpAnswer loadState(HttpRequest request, String database) {
        Optional<HttpAnswer> denied = denied(request, new ModelName(database, ""));
        if (denied.isPresent()) {
            return denied.get();
        }
        return steps.transactions()
                .find(database, request.query("label").orElse(""))
                .map(transaction -> Answers.loadState(
                        transaction.stateAt(steps.transactions().now()).name(),
                        transaction.status().reason()))
                .orElseGet(() -> Answers.loadState("UNKNOWN", ""));
    }

    private HttpAnswer transaction(HttpRequest request, String operation) throws IOException, DropConnection {
        String database = request.header("db");
        Optional<HttpAnswer> denied = denied(request, new ModelName(database, request.header("table")));
        if (denied.isPresent()) {
            return denied.get();
        }
        if (!List.of("begin", "load", "prepare", "commit", "rollback").contains(operation)) {
            return Answers.notImplemented();
        }
        if (database.isBlank()) {
            return failed("No database selected.");
        }
        if (request.header("label").isBlank()) {
            return failed("Empty label.");
        }
        if (!target.hasDatabase(database)) {
            return failed("Database[" + database + "] does not exist.");
        }
        try {
            return transaction(
                    request, operation, request.header("transaction_type").equalsIgnoreCase("multi"));
        } catch (LoadRefused refused) {
            if (refused.kind() == LoadRefused.Kind.LABEL_ALREADY_EXISTS) {
                ObjectNode answer = Answers.frontEnd("LABEL_ALREADY_EXISTS", refused.message());
                refused.existing().ifPresent(state -> answer.put("ExistingJobStatus", state.existingJobStatus()));
                return Answers.compact(answer);
            }
            return failed(refused.message());
        }
    }

    private HttpAnswer transaction(HttpRequest request, String operation, boolean multi)
            throws LoadRefused, IOException, DropConnection {
        return switch (operation) {
            case "commit" -> commit(request);
            case "rollback" -> rollback(request);
            case "begin" -> multi ? ok(steps.begin(request, LoadTransaction.Kind.MULTI), "") : toBackEnd(request);
            case "prepare" -> multi ? ok(steps.prepare(request), "") : toBackEnd(request);
            default -> toBackEnd(request);
        };
    }

    private HttpAnswer commit(HttpRequest request) throws LoadRefused, IOException, DropConnection {
        LoadTransaction transaction = find(request.header("db"), request.header("label"));
        return switch (transaction.state()) {
            case PREPARE ->
                transaction.kind() == LoadTransaction.Kind.MULTI
                        ? committed(steps.commit(transaction))
                        : toBackEnd(request);
            case PREPARED -> committed(steps.commit(transaction));
            case COMMITTED, VISIBLE ->
                ok(
                        transaction,
                        "Transaction " + transaction.id() + " has already committed, label is " + transaction.label());
            case ABORTED ->
                failed("Can not commit ABORTED transaction " + transaction.id() + ", label is " + transaction.label());
        };
    }

    private static HttpAnswer committed(LoadSteps.Done done) {
        return switch (done.publish()) {
            case DONE -> ok(done.transaction(), "");
            case LATE -> ok(done.transaction(), "Publish timeout. The data will be visible after a while");
        };
    }

    private HttpAnswer rollback(HttpRequest request) throws LoadRefused, IOException, DropConnection {
        LoadTransaction transaction = find(request.header("db"), request.header("label"));
        return switch (transaction.state()) {
            case PREPARE, PREPARED -> {
                if (transaction.state() == TransactionState.PREPARE
                        && transaction.kind() != LoadTransaction.Kind.MULTI) {
                    yield toBackEnd(request);
                }
                steps.rollback(transaction);
                yield ok(transaction, "");
            }
            case COMMITTED, VISIBLE ->
                failed("Can not abort VISIBLE transaction " + transaction.id() + ", label is " + transaction.label());
            case ABORTED ->
                ok(
                        transaction,
                        "Transaction " + transaction.id() + " has already aborted, label is " + transaction.label());
        };
    }

    private LoadTransaction find(String database, String label) throws LoadRefused {
        return steps.transactions()
                .find(database, label)
                .orElseThrow(() -> new LoadRefused(
                        LoadRefused.Kind.TXN_NOT_EXISTS,
                        "No transaction found with db[" + database + "] and label[" + label + "]"));
    }

    private static HttpAnswer ok(LoadTransaction transaction, String message) {
        return Answers.compact(Answers.frontEnd("OK", message, transaction));
    }

    private static HttpAnswer failed(String message) {
        return Answers.compact(Answers.frontEnd("FAILED", EXCEPTION + message));
    }

    private Optional<HttpAnswer> denied(HttpRequest request, ModelName table) {
        Optional<Caller> caller = Caller.of(request);
        boolean permitted = caller.isPresent()
                && access.permits(caller.get().user(), caller.get().password(), table);
        return permitted
                ? Optional.empty()
                : Optional.of(Answers.unauthorized(caller.map(Caller::user).orElse("")));
    }

    private static boolean isPut(HttpRequest request) {
        return request.method().equals("PUT");
    }

    /** The same request once more, at the back end's port of the host that the client knows. */
    private HttpAnswer toBackEnd(HttpRequest request) {
        String host = request.header("host").replaceFirst(":\\d+$", "");
        return HttpAnswer.redirect(
                "http://" + (host.isEmpty() ? "127.0.0.1" : host) + ":" + backEndPort + request.target());
    }
}
