// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.rule;

import dev.orrery.models.ModelCode;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.function.Supertype;
import dev.orrery.models.function.TypeNames;
import dev.orrery.models.project.Model;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.Distribution;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Property;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Members of a colocation group have the same number of buckets, types of bucket columns and number of replicas. */
final class ColocationRule {
    private static final String PROPERTY = "colocate_with";

    private final Map<ModelName, Model> models;

    ColocationRule(Map<ModelName, Model> models) {
        this.models = models;
    }

    private record Member(
            ModelName name, Location at, Optional<Integer> buckets, List<String> types, String replicas) {}

    List<Diagnostic> findings(Collection<Definition> definitions) {
        List<Diagnostic> findings = new ArrayList<>();
        Map<String, Member> first = new HashMap<>();
        for (Definition definition : definitions) {
            definition
                    .match(this::ofTable, view -> Optional.<Named>empty(), this::ofView)
                    .ifPresent(named -> {
                        // Groups are a matter of a database.
                        String key = definition.name().database() + "." + named.group;
                        Member other = first.putIfAbsent(key, named.member);
                        if (other != null) {
                            compare(named.group, other, named.member, findings);
                        }
                    });
        }
        return findings;
    }

    private record Named(String group, Member member) {}

    private Optional<Named> ofTable(Definition.Table table) {
        return named(table, table.statement().properties(), distribution(table.statement()));
    }

    /** A PRIMARY KEY table is distributed by its key where nothing else is written. */
    private static Optional<Distribution> distribution(CreateTable table) {
        return table.distribution()
                .or(() -> table.key()
                        .filter(key -> key.kind() == CreateTable.KeyKind.PRIMARY)
                        .map(key -> new Distribution(key.at(), key.columns(), Optional.empty())));
    }

    private Optional<Named> ofView(Definition.MaterializedView view) {
        return named(view, view.statement().properties(), view.statement().distribution());
    }

    private static Optional<Named> named(
            Definition definition, List<Property> properties, Optional<Distribution> distribution) {
        Optional<Property> group = property(properties, PROPERTY);
        if (group.isEmpty() || group.get().value().isBlank()) {
            return Optional.empty();
        }
        List<String> types = distribution.map(Distribution::columns).orElse(List.of()).stream()
                .map(name -> type(definition, name))
                .toList();
        Member member = new Member(
                definition.name(),
                group.get().at(),
                distribution.flatMap(Distribution::buckets),
                types,
                property(properties, "replication_num").map(Property::value).orElse(""));
        return Optional.of(new Named(group.get().value(), member));
    }

    private static Optional<Property> property(List<Property> properties, String key) {
        return properties.stream()
                .filter(property -> property.key().equalsIgnoreCase(key))
                .findFirst();
    }

    /** Strings of any length are one type here. */
    private static String type(Definition definition, Identifier name) {
        return definition.columns().stream()
                .filter(column -> column.name().equalsIgnoreCase(name.text()))
                .map(Column::type)
                .map(type -> Supertype.isText(type) ? "varchar" : TypeNames.of(type))
                .findFirst()
                .orElse("unknown");
    }

    private void compare(String group, Member first, Member other, List<Diagnostic> findings) {
        List<String> differences = new ArrayList<>();
        if (!first.buckets.equals(other.buckets)) {
            differences.add(buckets(other) + ", '" + first.name + "' " + buckets(first));
        }
        if (!first.types.equals(other.types)) {
            differences.add("bucket columns of types " + other.types + ", '" + first.name + "' " + first.types);
        }
        if (!first.replicas.equals(other.replicas)) {
            differences.add(replicas(other) + ", '" + first.name + "' " + replicas(first));
        }
        Model model = models.get(other.name);
        if (differences.isEmpty() || model == null) {
            return;
        }
        boolean written = other.at.end() > 0;
        FileSpan at = written ? model.span(other.at) : model.keySpan(PROPERTY);
        differences.forEach(difference -> findings.add(Diagnostic.at(
                        at,
                        ModelCode.COLOCATION,
                        "'" + other.name + "' cannot be in group '" + group + "': it has " + difference)
                .withHelp("tables of a group have the same buckets, bucket types and replicas")));
    }

    private static String buckets(Member member) {
        return member.buckets.map(count -> count + " buckets").orElse("no number of buckets");
    }

    private static String replicas(Member member) {
        return member.replicas.isEmpty() ? "the default number of replicas" : member.replicas + " replicas";
    }
}
