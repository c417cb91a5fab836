// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.project;

import dev.orrery.models.ModelCode;
import dev.orrery.models.catalog.ModelGraph;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.catalog.TargetLag;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.yaml.DurationText;
import dev.orrery.models.yaml.YamlMap;
import dev.orrery.models.yaml.YamlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the YAML of a model's header. */
final class HeaderReader {
    private static final List<ModelGraph.Refresh> REFRESHES =
            List.of(ModelGraph.Refresh.MANAGED, ModelGraph.Refresh.NATIVE);

    private HeaderReader() {}

    static Header read(YamlMap yaml) {
        Header.Freshness freshness = freshness(yaml);
        Header.Storage storage = storage(yaml);
        Map<String, String> described = new LinkedHashMap<>();
        Map<String, String> formerColumns = new LinkedHashMap<>();
        columns(yaml.map("columns"), described, formerColumns);
        Header.About about = about(yaml, described);
        Header.Life life = life(yaml, formerColumns);
        yaml.refuseOthers();
        Map<String, FileSpan> keys = new LinkedHashMap<>();
        yaml.names().forEach(key -> keys.put(key, yaml.keySpan(key)));
        return new Header(keys, about, freshness, storage, life);
    }

    private static Header.About about(YamlMap yaml, Map<String, String> columns) {
        return new Header.About(
                yaml.choice("kind", ModelGraph.Kind.class),
                yaml.text("description"),
                yaml.text("owner"),
                yaml.texts("tags"),
                columns,
                yaml.list("tests").stream().flatMap(test -> test(test).stream()).toList());
    }

    /** Each a description, or a map with that and the name that the column had. */
    private static void columns(YamlMap yaml, Map<String, String> described, Map<String, String> former) {
        for (String name : yaml.names()) {
            Optional<YamlValue> value = yaml.find(name);
            if (value.isPresent() && value.get().isMap()) {
                YamlMap column = value.get().map();
                column.text("description").ifPresent(text -> described.put(name, text));
                column.text("renamed_from").ifPresent(old -> former.put(name, old));
                column.refuseOthers();
            } else {
                yaml.text(name).ifPresent(text -> described.put(name, text));
            }
        }
    }

    private static Optional<DataTest> test(YamlValue value) {
        YamlMap map = value.map();
        FileSpan at = value.span();
        Optional<DataTest> test = Optional.empty();
        if (map.has("not_null")) {
            test = Optional.of(new DataTest.NotNull(at, map.texts("not_null")));
        } else if (map.has("unique")) {
            test = Optional.of(new DataTest.Unique(at, map.texts("unique")));
        } else if (map.has("accepted_values")) {
            YamlMap accepted = map.map("accepted_values");
            test = accepted.needText("column")
                    .map(column -> new DataTest.AcceptedValues(at, column, accepted.texts("values")));
            accepted.refuseOthers();
        } else if (map.has("relationships")) {
            YamlMap related = map.map("relationships");
            Optional<String> column = related.needText("column");
            Optional<String> to = related.needText("to");
            String field = related.text("field").or(() -> column).orElse("");
            test = column.flatMap(from -> to.map(other -> new DataTest.Relationships(at, from, other, field)));
            related.refuseOthers();
        } else {
            test = map.needText("rows_satisfy").map(condition -> new DataTest.RowsSatisfy(at, condition));
        }
        map.refuseOthers();
        return test;
    }

    private static Header.Freshness freshness(YamlMap yaml) {
        return new Header.Freshness(
                yaml.find("target_lag").flatMap(HeaderReader::targetLag),
                yaml.find("refresh")
                        .flatMap(value -> value.choice(
                                REFRESHES, refresh -> refresh.name().toLowerCase(java.util.Locale.ROOT))),
                yaml.find("rewrite").flatMap(HeaderReader::rewrite),
                yaml.texts("serves"),
                yaml.text("resource_group"));
    }

    /** {@code rewrite: off} is the word, whatever older YAML made of it. */
    private static Optional<Header.Rewrite> rewrite(YamlValue value) {
        return value.choice(Header.Rewrite.class);
    }

    /** A duration, or the word {@code downstream}. */
    static Optional<TargetLag> targetLag(YamlValue value) {
        Optional<String> text = value.text();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text.get().equals("downstream")) {
            return Optional.of(new TargetLag.Downstream());
        }
        return DurationText.read(text.get())
                .filter(duration -> !duration.isZero())
                .<TargetLag>map(TargetLag.Within::new)
                .or(() -> {
                    value.refuse(
                            ModelCode.VALUE_NOT_KNOWN,
                            "'" + text.get() + "' is not a target lag",
                            DurationText.EXAMPLES + ", or downstream");
                    return Optional.empty();
                });
    }

    private static Header.Storage storage(YamlMap yaml) {
        return new Header.Storage(
                yaml.texts("partition_by"),
                yaml.texts("distributed_by"),
                yaml.find("buckets").flatMap(HeaderReader::buckets),
                yaml.texts("order_by"),
                yaml.text("colocate_with"),
                texts(yaml.map("properties")),
                yaml.texts("indexes"));
    }

    private static Optional<Integer> buckets(YamlValue value) {
        return value.wholeNumber().flatMap(number -> {
            if (number < 1 || number > 100_000) {
                value.refuse(
                        ModelCode.VALUE_NOT_KNOWN,
                        "'" + number + "' is no number of buckets",
                        "write 1 or more, or leave the key out: StarRocks then chooses");
                return Optional.empty();
            }
            return Optional.of(number.intValue());
        });
    }

    private static Header.Life life(YamlMap yaml, Map<String, String> formerColumns) {
        Set<ModelName> dependsOn = new LinkedHashSet<>();
        yaml.find("depends_on")
                .map(YamlValue::oneOrMore)
                .orElse(List.of())
                .forEach(
                        value -> value.text().flatMap(text -> name(value, text)).ifPresent(dependsOn::add));
        return new Header.Life(
                yaml.text("renamed_from"),
                yaml.flag("destructive").orElse(false),
                grants(yaml.map("grants")),
                dependsOn,
                formerColumns);
    }

    /** Privileges by role. */
    static Map<String, List<String>> grants(YamlMap roles) {
        Map<String, List<String>> grants = new LinkedHashMap<>();
        for (String role : roles.names()) {
            grants.put(
                    role,
                    roles.find(role).map(YamlValue::oneOrMore).orElse(List.of()).stream()
                            .flatMap(value -> Privilege.read(value).stream())
                            .toList());
        }
        return grants;
    }

    private static Optional<ModelName> name(YamlValue value, String text) {
        List<String> parts = new ArrayList<>(List.of(text.split("\\.", -1)));
        if (parts.size() != 2 || parts.stream().anyMatch(String::isEmpty)) {
            value.refuse(
                    ModelCode.VALUE_NOT_KNOWN,
                    "'" + text + "' names no model",
                    "write database.name, such as ods.account");
            return Optional.empty();
        }
        return Optional.of(new ModelName(parts.get(0), parts.get(1)));
    }

    private static Map<String, String> texts(YamlMap map) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name : map.names()) {
            map.text(name).ifPresent(text -> texts.put(name, text));
        }
        return texts;
    }
}
