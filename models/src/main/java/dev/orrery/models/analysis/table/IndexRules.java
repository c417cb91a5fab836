// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis.table;

import dev.orrery.models.ModelCode;
import dev.orrery.models.function.Supertype;
import dev.orrery.models.function.TypeNames;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateTable.KeyKind;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.IndexDefinition;
import dev.orrery.models.sql.tree.Property;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Which index a column may have, and what the index is told. */
final class IndexRules {
    private static final Set<String> PARSERS = Set.of("none", "english", "chinese", "standard");
    private final Subject subject;

    IndexRules(Subject subject) {
        this.subject = subject;
    }

    void check() {
        Set<String> names = new HashSet<>();
        Set<List<String>> covered = new HashSet<>();
        for (IndexDefinition index : subject.table().indexes()) {
            if (!names.add(Subject.lower(index.name()))) {
                subject.report(index.name().at(), ModelCode.INDEX, "two indexes are named '" + index.name() + "'");
            }
            List<String> columns = index.columns().stream().map(Subject::lower).toList();
            if (!covered.add(columns)) {
                subject.report(
                        index.at(),
                        ModelCode.INDEX,
                        "column '" + index.columns().get(0) + "' has two indexes");
            }
            if (index.columns().size() > 1) {
                subject.report(index.columns().get(1).at(), ModelCode.INDEX, "an index is built on one column");
            } else {
                subject.column(index.columns().get(0)).ifPresent(column -> column(index, column));
            }
        }
        oneVector();
    }

    private void column(IndexDefinition index, ColumnDefinition column) {
        switch (index.using().orElse("BITMAP")) {
            case "BITMAP" -> bitmap(index, column);
            case "NGRAMBF" -> ngram(index, column);
            case "GIN" -> gin(index, column);
            case "VECTOR" -> vector(index, column);
            default ->
                subject.report(
                        index.at(),
                        ModelCode.INDEX,
                        "there is no index USING " + index.using().orElse(""),
                        "StarRocks has BITMAP, NGRAMBF, GIN and VECTOR");
        }
    }

    private void bitmap(IndexDefinition index, ColumnDefinition column) {
        DataType type = column.type();
        boolean fits = Supertype.isInteger(type)
                || Supertype.isDate(type)
                || type.is(Kind.BOOLEAN)
                || type instanceof DataType.Decimal
                || (Supertype.isText(type) && !Supertype.isBinary(type));
        if (!fits) {
            wrongType(index, "an index USING BITMAP", type, "whole numbers, DECIMAL, dates, strings and BOOLEAN");
        }
        ofKey(index);
    }

    private void ngram(IndexDefinition index, ColumnDefinition column) {
        text(index, column);
        ofKey(index);
        property(index, "gram_num")
                .filter(number -> !number.value().matches("[1-9]\\d{0,4}"))
                .ifPresent(number -> wrongValue(number, "a whole number from 1"));
        property(index, "case_sensitive")
                .filter(value -> !value.value().matches("(?i)true|false"))
                .ifPresent(value -> wrongValue(value, "true or false"));
        property(index, "bloom_filter_fpp")
                .filter(value -> !PropertyRules.isRate(value.value()))
                .ifPresent(value -> wrongValue(value, "a rate from 0.0001 to 0.05"));
        boolean filtered = subject.property("bloom_filter_columns").stream()
                .flatMap(names -> List.of(names.split(",")).stream())
                .anyMatch(name -> name.strip().equalsIgnoreCase(column.name().text()));
        if (filtered) {
            subject.report(
                    index.at(),
                    ModelCode.INDEX,
                    "column '" + column.name() + "' has a bloom filter by 'bloom_filter_columns' already");
        }
    }

    private void gin(IndexDefinition index, ColumnDefinition column) {
        text(index, column);
        if (subject.joinsRows()) {
            subject.report(
                    index.at(), ModelCode.INDEX, "a table with " + subject.model() + " KEY has no index USING GIN");
        } else if (subject.model() == KeyKind.PRIMARY && subject.isBefore(4, 0)) {
            subject.report(
                    index.at(), ModelCode.INDEX, "PRIMARY KEY tables have indexes USING GIN from StarRocks 4.0 on");
        }
        boolean builtIn = property(index, "imp_lib")
                .filter(value -> value.value().equalsIgnoreCase("builtin"))
                .isPresent();
        if (builtIn && subject.isBefore(4, 1)) {
            subject.report(index.at(), ModelCode.INDEX, "StarRocks knows imp_lib = builtin from 4.1 on");
        } else if (!builtIn && subject.isSharedData()) {
            subject.report(
                    index.at(),
                    ModelCode.INDEX,
                    "a shared-data server builds an index USING GIN with imp_lib = builtin only");
        }
        property(index, "parser")
                .filter(value -> !PARSERS.contains(value.value().toLowerCase(Locale.ROOT)))
                .ifPresent(value -> wrongValue(value, "none, english, chinese or standard"));
    }

    private void vector(IndexDefinition index, ColumnDefinition column) {
        boolean floats =
                column.type() instanceof DataType.Array array && array.element().is(Kind.FLOAT);
        if (!floats) {
            wrongType(index, "an index USING VECTOR", column.type(), "ARRAY<FLOAT>");
        }
        if (TableColumns.nullable(subject.table(), column)) {
            subject.report(index.columns().get(0).at(), ModelCode.INDEX, "a column with a VECTOR index is NOT NULL");
        }
        if (subject.joinsRows()) {
            subject.report(
                    index.at(), ModelCode.INDEX, "a table with " + subject.model() + " KEY has no index USING VECTOR");
        }
        if (subject.isSharedData()) {
            subject.report(index.at(), ModelCode.INDEX, "a shared-data server has no index USING VECTOR");
        }
        for (String key : List.of("index_type", "dim", "metric_type", "is_vector_normed")) {
            if (property(index, key).isEmpty()) {
                subject.report(index.at(), ModelCode.INDEX, "an index USING VECTOR needs the property '" + key + "'");
            }
        }
    }

    private void oneVector() {
        subject.table().indexes().stream()
                .filter(index -> index.using().filter("VECTOR"::equals).isPresent())
                .skip(1)
                .forEach(index -> subject.report(index.at(), ModelCode.INDEX, "a table has one index USING VECTOR"));
    }

    private void text(IndexDefinition index, ColumnDefinition column) {
        if (!Supertype.isText(column.type()) || Supertype.isBinary(column.type())) {
            wrongType(index, "an index USING " + index.using().orElse(""), column.type(), "CHAR and VARCHAR");
        }
    }

    /** Values that are joined while they are read cannot be found before. */
    private void ofKey(IndexDefinition index) {
        Identifier name = index.columns().get(0);
        if (subject.joinsRows() && !subject.isKey(name)) {
            subject.report(
                    name.at(),
                    ModelCode.INDEX,
                    "a table with " + subject.model() + " KEY has indexes on columns of its key only, '" + name
                            + "' is not in it");
        }
    }

    private void wrongType(IndexDefinition index, String what, DataType type, String allowed) {
        Identifier name = index.columns().get(0);
        subject.report(
                name.at(),
                ModelCode.INDEX,
                what + " is built on " + allowed + ", '" + name + "' is of type " + TypeNames.of(type));
    }

    private static Optional<Property> property(IndexDefinition index, String key) {
        return index.properties().stream()
                .filter(property -> property.key().equalsIgnoreCase(key))
                .findFirst();
    }

    private void wrongValue(Property property, String expected) {
        subject.report(
                property.at(),
                ModelCode.INDEX,
                "'" + property.key() + "' is " + expected + ", not '" + property.value() + "'");
    }
}
