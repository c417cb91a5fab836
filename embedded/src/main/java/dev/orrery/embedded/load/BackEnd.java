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

/** The back end's HTTP port: where the bodies go, and where begin, load and prepare are carried out. */
final class BackEnd implements HttpHandler {
    private final LoadSteps steps;
    private final LoadAccess access;

    BackEnd(LoadSteps steps, LoadAccess access) {
        this.steps = steps;
        this.access = access;
    }

    @Override
    public HttpAnswer answer(HttpRequest request) throws IOException, DropConnection {
        List<String> path = request.path();
        if (path.size() == 4 && path.get(0).equals("api") && path.get(3).equals("_stream_load")) {
            return request.method().equals("PUT")
                    ? streamLoad(request, new ModelName(path.get(1), path.get(2)))
                    : Answers.notImplemented();
        }
        if (path.size() == 3 && path.get(0).equals("api") && path.get(1).equals("transaction")) {
            return transaction(request, path.get(2));
        }
        if (path.equals(List.of("api", "_load_error_log"))) {
            return errorLog(request);
        }
        if (path.equals(List.of("api", "health"))) {
            return Answers.compact(Answers.object().put("status", "OK").put("msg", "To Be Added"));
        }
        return Answers.notImplemented();
    }

    private HttpAnswer errorLog(HttpRequest request) {
        String name = request.query("file").orElse("");
        return steps.transactions()
                .errorLogs()
                .find(name)
                .map(log -> HttpAnswer.text(200, log))
                .orElseGet(() -> HttpAnswer.text(404, "There is no error log '" + name + "'\n"));
    }

    private HttpAnswer streamLoad(HttpRequest request, ModelName table) throws IOException, DropConnection {
        // With merge commit the server makes the labels.
        boolean own = request.header("label").isEmpty()
                || request.header("enable_merge_commit").equalsIgnoreCase("true");
        String label = own ? LoadSteps.newLabel() : request.header("label");
        LoadTransaction transaction;
        try {
            checkAccess(request, table);
            steps.transactions().require(table);
            transaction = steps.transactions().begin(label, table, LoadTransaction.Kind.STREAM_LOAD, Limits.DEFAULT);
        } catch (LoadRefused refused) {
            boolean exists = refused.kind() == LoadRefused.Kind.LABEL_ALREADY_EXISTS;
            ObjectNode answer = Answers.streamLoadRefused(
                    label, table, exists ? "Label Already Exists" : "Fail", refused.message());
            refused.existing().ifPresent(state -> answer.put("ExistingJobStatus", state.existingJobStatus()));
            return Answers.pretty(answer);
        }
        try {
            LoadSteps.Done done = steps.streamLoad(transaction, request);
            ObjectNode answer = switch (done.publish()) {
                case DONE -> Answers.streamLoad(transaction, "Success", "OK");
                case LATE ->
                    Answers.streamLoad(
                            transaction, "Publish Timeout", "Publish timeout. The data will be visible after a while");
            };
            errorUrl(request, transaction).ifPresent(url -> answer.put("ErrorURL", url));
            return Answers.pretty(answer);
        } catch (LoadRefused refused) {
            ObjectNode answer = Answers.streamLoad(transaction, "Fail", refused.message());
            errorUrl(request, transaction).ifPresent(url -> answer.put("ErrorURL", url));
            return Answers.pretty(answer);
        }
    }

    private HttpAnswer transaction(HttpRequest request, String operation) throws IOException, DropConnection {
        ModelName table = new ModelName(request.header("db"), request.header("table"));
        Optional<LoadTransaction> found = steps.transactions().find(table.database(), request.header("label"));
        try {
            checkAccess(request, table);
            if (request.header("label").isEmpty()) {
                throw LoadRefused.invalid("empty label");
            }
            return Answers.pretty(carryOut(request, operation));
        } catch (LoadRefused refused) {
            Optional<String> url = found.flatMap(transaction -> errorUrl(request, transaction));
            return Answers.pretty(Answers.refused(refused, table, url));
        }
    }

    private ObjectNode carryOut(HttpRequest request, String operation) throws LoadRefused, IOException, DropConnection {
        boolean multi = request.header("transaction_type").equalsIgnoreCase("multi");
        if (multi && !operation.equals("load")) {
            throw LoadRefused.invalid("a transaction of several tables is for the front end: " + operation);
        }
        return switch (operation) {
            case "begin" -> Answers.begun(steps.begin(request, LoadTransaction.Kind.SINGLE));
            case "load" -> Answers.loaded(steps.load(request));
            case "prepare" -> Answers.finished(steps.prepare(request));
            case "commit" -> {
                LoadSteps.Done done = steps.commit(steps.open(request));
                ObjectNode answer = Answers.finished(done.transaction());
                yield done.publish() == LoadSteps.Publish.DONE ? answer : answer.put("Status", "PUBLISH_TIMEOUT");
            }
            case "rollback" -> {
                LoadTransaction transaction = steps.open(request);
                steps.rollback(transaction);
                yield Answers.ok(transaction);
            }
            default -> throw LoadRefused.invalid("unsupport transaction operation " + operation);
        };
    }

    private void checkAccess(HttpRequest request, ModelName table) throws LoadRefused {
        Caller caller = Caller.of(request).orElseThrow(() -> LoadRefused.internal("no valid Basic authorization"));
        if (!access.permits(caller.user(), caller.password(), table)) {
            throw new LoadRefused(LoadRefused.Kind.NOT_AUTHORIZED, "Access denied for user '" + caller.user() + "'");
        }
    }

    private static Optional<String> errorUrl(HttpRequest request, LoadTransaction transaction) {
        return transaction
                .result()
                .errorLog()
                .map(log -> "http://" + request.header("host") + "/api/_load_error_log?file=" + log);
    }
}
