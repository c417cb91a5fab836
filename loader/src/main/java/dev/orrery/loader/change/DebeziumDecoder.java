// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.orrery.loader.pipeline.FilePattern;
import dev.orrery.loader.pipeline.Format;
import dev.orrery.loader.table.TargetColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Debezium's envelope: {@code before}, {@code after}, {@code source}, {@code op}, with or without a schema around. */
final class DebeziumDecoder implements Decoder {
    private final Format.DebeziumJson format;
    private final int rank;
    private final Map<String, List<Bound>> waysByStream = new HashMap<>();

    private record Bound(Way way, RowWriter writer) {}

    DebeziumDecoder(Format.DebeziumJson format, Settings settings) {
        this.format = format;
        this.rank = settings.rank();
        Fit fit = new Fit(settings.zone(), format.epoch());
        for (Way way : settings.ways()) {
            waysByStream
                    .computeIfAbsent(way.stream(), s -> new ArrayList<>())
                    .add(new Bound(way, new RowWriter(way.target(), way.table(), fit)));
        }
    }

    @Override
    public void decode(Line line, Output out) {
        JsonNode envelope;
        try {
            envelope = Json.MAPPER.readTree(line.text());
        } catch (JsonProcessingException e) {
            out.refuse("", "not JSON: " + e.getOriginalMessage());
            return;
        }
        if (envelope.has("payload") && envelope.has("schema")) {
            envelope = envelope.get("payload");
        }
        // A tombstone only tells a log of Kafka that it may forget the key.
        if (envelope.isNull() || envelope.isMissingNode()) {
            return;
        }
        if (!envelope.isObject()) {
            out.refuse("", "not a change event: a JSON object with op, before and after is wanted");
            return;
        }
        List<Bound> ways = ways(envelope, line);
        if (ways.isEmpty()) {
            out.unrouted(streams(envelope, line).get(0));
        }
        for (Bound bound : ways) {
            try {
                for (Change change : changes(envelope, bound)) {
                    out.change(change);
                }
            } catch (Misfit e) {
                out.refuse(bound.way.table().qualifiedName(), e.reason());
            }
        }
    }

    private List<Bound> ways(JsonNode envelope, Line line) {
        for (String stream : streams(envelope, line)) {
            List<Bound> found = waysByStream.get(stream);
            if (found != null) {
                return found;
            }
        }
        return List.of();
    }

    /** The names that a route may use for the event's table, the likeliest first. */
    private static List<String> streams(JsonNode envelope, Line line) {
        JsonNode source = envelope.path("source");
        String table = source.path("table").asText("");
        if (table.isEmpty()) {
            return List.of(FilePattern.stream(line.file()));
        }
        String database = source.path("db").asText("");
        String schema = source.path("schema").asText("");
        List<String> names = new ArrayList<>();
        if (!schema.isEmpty()) {
            names.add(schema + "." + table);
            names.add(database + "." + schema + "." + table);
        }
        names.add(database + "." + table);
        return names;
    }

    /** Both changes of an update that moves a row to another key, else one. */
    private List<Change> changes(JsonNode envelope, Bound bound) throws Misfit {
        String op = envelope.path("op").asText("");
        JsonNode before = envelope.path("before");
        JsonNode after = envelope.path("after");
        String position = position(envelope, op);
        return switch (op) {
            case "d" -> List.of(bound.writer.delete(position, values(bound.way, before, "before")));
            case "c", "r" -> List.of(bound.writer.upsert(position, values(bound.way, after, "after")));
            case "u" -> updated(bound, position, before, after);
            case "t" -> throw new Misfit("a TRUNCATE is not carried over: empty the table by hand");
            default -> throw new Misfit("'" + op + "' is no operation of a change event: c, r, u or d is wanted");
        };
    }

    private static List<Change> updated(Bound bound, String position, JsonNode before, JsonNode after) throws Misfit {
        Change upsert = bound.writer.upsert(position, values(bound.way, after, "after"));
        if (!hasKey(bound.way, before)) {
            return List.of(upsert);
        }
        Change delete = bound.writer.delete(position, values(bound.way, before, "before"));
        return delete.key().equals(upsert.key()) ? List.of(upsert) : List.of(delete, upsert);
    }

    private String position(JsonNode envelope, String op) throws Misfit {
        List<String> fields = format.position().isEmpty()
                ? Position.fields(envelope.path("source").path("connector").asText(""))
                : format.position();
        // A snapshot's rows need not have a place in the log: they are older than everything in it.
        if (op.equals("r") && fields.stream().anyMatch(f -> isAbsent(envelope.at("/" + f.replace('.', '/'))))) {
            return Position.ofRank(rank);
        }
        return Position.of(rank, envelope, fields);
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    /** PostgreSQL's default replica identity sends a before only of what the key was. */
    private static boolean hasKey(Way way, JsonNode before) {
        return before.isObject()
                && way.table().keys().stream()
                        .noneMatch(key -> field(before, way.field(key)).isNull());
    }

    private static Function<TargetColumn, JsonNode> values(Way way, JsonNode row, String name) throws Misfit {
        if (!row.isObject()) {
            throw new Misfit("the event has no '" + name + "'");
        }
        return column -> field(row, way.field(column));
    }

    private static JsonNode field(JsonNode row, String name) {
        JsonNode exact = row.get(name);
        if (exact != null) {
            return exact;
        }
        return row.properties().stream()
                .filter(field -> field.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(NullNode.getInstance());
    }
}
