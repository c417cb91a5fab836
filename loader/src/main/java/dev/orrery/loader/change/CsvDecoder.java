// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.orrery.loader.pipeline.CsvText;
import dev.orrery.loader.pipeline.FilePattern;
import dev.orrery.loader.pipeline.Format;
import dev.orrery.loader.table.TargetColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rows of CSV files: the header says which field is which, the file's name which stream it is. */
final class CsvDecoder implements Decoder {
    private final Format.Csv format;
    private final String position;
    private final Map<String, List<Bound>> waysByStream = new HashMap<>();
    private String header = "";
    private Map<String, Integer> indexByField = Map.of();

    private record Bound(Way way, RowWriter writer) {}

    CsvDecoder(Format.Csv format, Settings settings) {
        this.format = format;
        this.position = Position.ofRank(settings.rank());
        Fit fit = new Fit(settings.zone(), Format.Epoch.MS);
        for (Way way : settings.ways()) {
            waysByStream
                    .computeIfAbsent(way.stream(), s -> new ArrayList<>())
                    .add(new Bound(way, new RowWriter(way.target(), way.table(), fit)));
        }
    }

    @Override
    public void decode(Line line, Output out) {
        String stream = FilePattern.stream(line.file());
        List<Bound> ways = waysByStream.getOrDefault(stream, List.of());
        if (ways.isEmpty()) {
            out.unrouted(stream);
            return;
        }
        List<CsvText.Field> fields;
        try {
            read(line.header());
            fields = CsvText.fields(line.text(), format.delimiter());
        } catch (IllegalArgumentException e) {
            out.refuse("", String.valueOf(e.getMessage()));
            return;
        }
        if (fields.size() != indexByField.size()) {
            out.refuse("", "the header has " + indexByField.size() + " fields, this line " + fields.size());
            return;
        }
        for (Bound bound : ways) {
            try {
                out.change(bound.writer.upsert(position, column -> value(bound.way, column, fields)));
            } catch (Misfit e) {
                out.refuse(bound.way.table().qualifiedName(), e.reason());
            }
        }
    }

    private void read(String text) {
        if (text.equals(header) && !indexByField.isEmpty()) {
            return;
        }
        Map<String, Integer> found = new HashMap<>();
        List<CsvText.Field> names = CsvText.fields(text, format.delimiter());
        for (int i = 0; i < names.size(); i++) {
            if (found.put(names.get(i).text().strip().toLowerCase(Locale.ROOT), i) != null) {
                throw new IllegalArgumentException(
                        "the header names '" + names.get(i).text() + "' twice");
            }
        }
        header = text;
        indexByField = found;
    }

    private JsonNode value(Way way, TargetColumn column, List<CsvText.Field> fields) {
        Integer index = indexByField.get(way.field(column).toLowerCase(Locale.ROOT));
        if (index == null) {
            return NullNode.getInstance();
        }
        CsvText.Field field = fields.get(index);
        boolean bare = field.quoting() == CsvText.Quoting.BARE;
        boolean nothing = field.text().isEmpty() && !column.type().isText();
        return bare && (field.text().equals(format.nullText()) || nothing)
                ? NullNode.getInstance()
                : Json.NODES.textNode(field.text());
    }
}
