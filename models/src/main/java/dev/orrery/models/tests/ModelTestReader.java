// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.tests;

import dev.orrery.models.ModelCode;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.diagnostic.Nearest;
import dev.orrery.models.yaml.YamlMap;
import dev.orrery.models.yaml.YamlValue;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/** Reads one test and holds its names and values against the catalog. */
final class ModelTestReader {
    private final Compilation compilation;
    private final Diagnostics diagnostics;

    ModelTestReader(Compilation compilation, Diagnostics diagnostics) {
        this.compilation = compilation;
        this.diagnostics = diagnostics;
    }

    /** Empty when something is wrong with it. */
    Optional<ModelTest> read(YamlMap yaml) {
        int before = diagnostics.sorted().size();
        Optional<String> name = yaml.needText("name");
        Optional<YamlValue> subject = yaml.need("model");
        Optional<Definition> model = subject.flatMap(this::definition);
        Optional<LocalDateTime> now = yaml.find("now").flatMap(this::moment);
        Map<ModelName, List<ModelTest.Row>> given = given(yaml.map("given"), model);
        Optional<YamlValue> expect = yaml.need("expect");
        boolean ordered = yaml.flag("ordered").orElse(false);
        yaml.refuseOthers();
        if (name.isEmpty() || model.isEmpty() || expect.isEmpty()) {
            return Optional.empty();
        }
        ModelTest.Expected expected =
                expected(model.get(), expect.get(), ordered ? ModelTest.Order.AS_WRITTEN : ModelTest.Order.ANY);
        return diagnostics.sorted().size() > before
                ? Optional.empty()
                : Optional.of(new ModelTest(yaml.span(), name.get(), model.get().name(), now, given, expected));
    }

    private Optional<LocalDateTime> moment(YamlValue value) {
        Optional<LocalDateTime> read = value.text().flatMap(ValueForm::dateTime);
        if (read.isEmpty()) {
            value.refuse(ModelCode.VALUE_NOT_KNOWN, "'now' is no point in time", "write it as \"2026-10-01 09:00:00\"");
        }
        return read;
    }

    /** {@code database.name}, or {@code catalog.database.name} of an external table. */
    static ModelName name(String text) {
        int dot = text.lastIndexOf('.');
        return new ModelName(text.substring(0, Math.max(dot, 0)), text.substring(dot + 1));
    }

    private Optional<Definition> definition(YamlValue value) {
        Optional<String> text = value.text();
        return text.flatMap(written -> find(written, value.span()));
    }

    private Optional<Definition> find(String written, FileSpan place) {
        ModelName name = name(written);
        Optional<Definition> found = compilation.catalog().find(name);
        boolean broken = compilation.model(name).isPresent()
                || compilation.project().unreadable().contains(name);
        if (found.isEmpty() && !broken) {
            List<String> known = compilation.catalog().names().stream()
                    .map(ModelName::toString)
                    .toList();
            Diagnostic finding =
                    Diagnostic.at(place, ModelCode.UNKNOWN_TABLE, "the project has no model '" + written + "'");
            finding = Nearest.hint(written, known).map(finding::withHint).orElse(finding);
            diagnostics.add(finding.withHelp("`orrery graph` lists its models"));
        }
        return found;
    }

    private Map<ModelName, List<ModelTest.Row>> given(YamlMap yaml, Optional<Definition> model) {
        Map<ModelName, List<ModelTest.Row>> given = new LinkedHashMap<>();
        for (String written : yaml.names()) {
            Optional<Definition> definition = find(written, yaml.keySpan(written));
            List<YamlValue> rows = yaml.list(written);
            if (definition.isEmpty() || model.isEmpty()) {
                continue;
            }
            ModelName name = definition.get().name();
            SortedSet<ModelName> read = compilation.graph().upstream(model.get().name());
            if (!read.contains(name) && !name.equals(model.get().name())) {
                notRead(yaml.keySpan(written), name, model.get().name(), read);
                continue;
            }
            GivenColumns columns = new GivenColumns(definition.get());
            given.put(name, rows.stream().map(row -> columns.row(row, this)).toList());
        }
        return given;
    }

    private void notRead(FileSpan place, ModelName name, ModelName model, SortedSet<ModelName> read) {
        List<String> known = read.stream().map(ModelName::toString).toList();
        Diagnostic finding =
                Diagnostic.at(place, ModelCode.GIVEN_NOT_READ, "'" + model + "' does not read '" + name + "'");
        finding = Nearest.hint(name.toString(), known).map(finding::withHint).orElse(finding);
        diagnostics.add(
                finding.withHelp(known.isEmpty() ? "it reads nothing" : "it reads " + String.join(", ", known)));
    }

    private ModelTest.Expected expected(Definition model, YamlValue expect, ModelTest.Order order) {
        List<ModelTest.Row> rows = new ArrayList<>();
        Set<String> named = new LinkedHashSet<>();
        for (YamlValue value : expect.list()) {
            ModelTest.Row row = row(model, value);
            named.addAll(row.values().keySet());
            rows.add(row);
        }
        List<Column> compared = model.columns().stream()
                .filter(column -> named.isEmpty() || named.contains(column.name()))
                .toList();
        return new ModelTest.Expected(compared, rows, order);
    }

    ModelTest.Row row(Definition definition, YamlValue value) {
        Map<String, TestValue> values = new LinkedHashMap<>();
        YamlMap yaml = value.map();
        for (String written : yaml.names()) {
            Optional<Column> column = definition.columns().stream()
                    .filter(known -> known.name().equalsIgnoreCase(written))
                    .findFirst();
            if (column.isEmpty()) {
                diagnostics.add(unknownColumn(definition, yaml.keySpan(written), written));
                continue;
            }
            yaml.find(written)
                    .flatMap(cell -> typed(column.get(), cell))
                    .ifPresent(cell -> values.put(column.get().name(), cell));
        }
        return new ModelTest.Row(value.span(), values);
    }

    static Diagnostic unknownColumn(Definition definition, FileSpan place, String written) {
        List<String> known = definition.columns().stream().map(Column::name).toList();
        Diagnostic finding = Diagnostic.at(
                place, ModelCode.UNKNOWN_COLUMN, "column '" + written + "' is not in '" + definition.name() + "'");
        finding = Nearest.hint(written, known).map(finding::withHint).orElse(finding);
        return finding.withHelp("it has " + String.join(", ", known));
    }

    private Optional<TestValue> typed(Column column, YamlValue cell) {
        TestValue value = value(cell);
        if (ValueForm.of(value, column.type()).isPresent()) {
            return Optional.of(value);
        }
        String shown =
                cell.isMap() || cell.isList() ? "this" : "'" + cell.text().orElse("") + "'";
        diagnostics.add(Diagnostic.at(
                        cell.span(),
                        ModelCode.VALUE_NOT_OF_TYPE,
                        shown + " is no " + ValueForm.typeName(column.type()) + ", which '" + column.name() + "' is")
                .withHelp("values are written as StarRocks prints them; arrays and maps may be YAML lists and maps"));
        return Optional.empty();
    }

    private static TestValue value(YamlValue yaml) {
        if (yaml.isMap()) {
            YamlMap map = yaml.map();
            Map<String, TestValue> fields = new LinkedHashMap<>();
            map.names().forEach(name -> map.find(name).ifPresent(field -> fields.put(name, value(field))));
            return new TestValue.Fields(fields);
        }
        if (yaml.isList()) {
            return new TestValue.Items(
                    yaml.list().stream().map(ModelTestReader::value).toList());
        }
        return yaml.isNothing()
                ? new TestValue.Nothing()
                : new TestValue.Word(
                        yaml.text().orElse(""), yaml.isText() ? TestValue.Spelling.TEXT : TestValue.Spelling.BARE);
    }

    void refuse(Diagnostic finding) {
        diagnostics.add(finding);
    }
}
