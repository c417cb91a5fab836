// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orrery.embedded.load.http.HttpAnswer;
import dev.orrery.embedded.load.rows.RowCounts;
import dev.orrery.models.catalog.ModelName;
import java.util.Optional;

/** The JSON answers, key by key as StarRocks gives them: the back end's over many lines, the front end's on one. */
final class Answers {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectWriter PRETTY = JSON.writer(new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("    ", "\n"))
            .withSeparators(Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER)));

    private Answers() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static HttpAnswer pretty(ObjectNode answer) {
        return write(PRETTY, answer);
    }

    static HttpAnswer compact(ObjectNode answer) {
        return write(JSON.writer(), answer);
    }

    private static HttpAnswer write(ObjectWriter writer, ObjectNode answer) {
        try {
            return HttpAnswer.json(writer.writeValueAsString(answer));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static ObjectNode frontEnd(String status, String message) {
        return object().put("Status", status).put("Message", message);
    }

    static ObjectNode frontEnd(String status, String message, LoadTransaction transaction) {
        return frontEnd(status, message).put("TxnId", transaction.id()).put("Label", transaction.label());
    }

    static HttpAnswer notImplemented() {
        return compact(object().put("status", "FAILED").put("msg", "Not implemented"))
                .withStatus(404);
    }

    static HttpAnswer unauthorized(String user) {
        String message = "Access denied for user '" + user + "'";
        return compact(object().put("status", "FAILED")
                        .put("code", "1")
                        .put("msg", message)
                        .put("message", message))
                .withStatus(401)
                .with("WWW-Authenticate", "Basic realm=\"\"");
    }

    static HttpAnswer loadState(String state, String reason) {
        return compact(object().put("state", state)
                .put("reason", reason)
                .put("status", "OK")
                .put("code", "0")
                .put("msg", "Success")
                .put("message", "OK"));
    }

    static ObjectNode streamLoad(LoadTransaction transaction, String status, String message) {
        LoadResult result = transaction.result();
        ObjectNode answer = object().put("TxnId", transaction.id())
                .put("Label", transaction.label())
                .put("Db", transaction.table().database())
                .put("Table", transaction.table().name())
                .put("Status", status)
                .put("Message", message);
        counts(answer, result.counts());
        return answer.put("LoadBytes", result.bytes())
                .put("LoadTimeMs", result.totalMillis())
                .put("BeginTxnTimeMs", 0)
                .put("StreamLoadPlanTimeMs", 0)
                .put("ReadDataTimeMs", result.receiveMillis())
                .put("WriteDataTimeMs", result.writeMillis())
                .put("CommitAndPublishTimeMs", result.commitMillis());
    }

    /** A load that did not get as far as a transaction. */
    static ObjectNode streamLoadRefused(String label, ModelName table, String status, String message) {
        ObjectNode answer = object().put("TxnId", -1)
                .put("Label", label)
                .put("Db", table.database())
                .put("Table", table.name())
                .put("Status", status)
                .put("Message", message);
        counts(answer, RowCounts.NONE);
        return answer.put("LoadBytes", 0)
                .put("LoadTimeMs", 0)
                .put("BeginTxnTimeMs", 0)
                .put("StreamLoadPlanTimeMs", 0)
                .put("ReadDataTimeMs", 0)
                .put("WriteDataTimeMs", 0)
                .put("CommitAndPublishTimeMs", 0);
    }

    private static void counts(ObjectNode answer, RowCounts counts) {
        answer.put("NumberTotalRows", counts.total())
                .put("NumberLoadedRows", counts.loaded())
                .put("NumberFilteredRows", counts.filtered())
                .put("NumberUnselectedRows", counts.unselected());
    }

    static ObjectNode refused(LoadRefused refused, ModelName table, Optional<String> errorUrl) {
        ObjectNode answer = object().put("Status", refused.kind().name());
        refused.existing().ifPresent(state -> answer.put("ExistingJobStatus", state.existingJobStatus()));
        answer.put("Message", refused.message()).put("Db", table.database()).put("Table", table.name());
        errorUrl.ifPresent(url -> answer.put("ErrorURL", url));
        return answer;
    }

    static ObjectNode begun(LoadTransaction transaction) {
        return ok(transaction).put("BeginTxnTimeMs", 0);
    }

    /** Row counts are not known yet. */
    static ObjectNode loaded(LoadTransaction transaction) {
        LoadResult result = transaction.result();
        return ok(transaction)
                .put("LoadBytes", result.bytes())
                .put("StreamLoadPlanTimeMs", 0)
                .put("ReceivedDataTimeMs", result.receiveMillis());
    }

    static ObjectNode finished(LoadTransaction transaction) {
        LoadResult result = transaction.result();
        ObjectNode answer = ok(transaction);
        counts(answer, result.counts());
        return answer.put("LoadBytes", result.bytes())
                .put("LoadTimeMs", result.totalMillis())
                .put("StreamLoadPlanTimeMs", 0)
                .put("ReceivedDataTimeMs", result.receiveMillis())
                .put("WriteDataTimeMs", result.writeMillis())
                .put("CommitAndPublishTimeMs", result.commitMillis());
    }

    static ObjectNode ok(LoadTransaction transaction) {
        return object().put("Status", "OK")
                .put("Message", "OK")
                .put("Db", transaction.table().database())
                .put("Table", transaction.table().name())
                .put("Label", transaction.label())
                .put("TxnId", transaction.id());
    }
}
