// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.rule;

import dev.orrery.models.ModelCode;
import dev.orrery.models.analysis.origin.Origin;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.project.Model;
import dev.orrery.models.project.Project;
import dev.orrery.models.project.RunMode;
import dev.orrery.models.project.StarRocksVersion;
import dev.orrery.models.sql.SqlPrinter;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.TypeText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts which JSON paths are opened in many places, and proposes generated columns for them. */
final class JsonRule {
    /** Fewer uses are not worth a column. */
    private static final int MANY = 3;

    private final Project.Target target;
    private final Map<ModelName, Model> models;
    private final Map<ModelName, Definition> definitions;
    private final Map<ModelName, ModelFacts> facts;

    JsonRule(
            Project.Target target,
            Map<ModelName, Model> models,
            Map<ModelName, Definition> definitions,
            Map<ModelName, ModelFacts> facts) {
        this.target = target;
        this.models = models;
        this.definitions = definitions;
        this.facts = facts;
    }

    private record Opened(Origin column, String path, String function) implements Comparable<Opened> {
        @Override
        public int compareTo(Opened other) {
            int order = column.compareTo(other.column);
            order = order != 0 ? order : path.compareTo(other.path);
            return order != 0 ? order : function.compareTo(other.function);
        }
    }

    /** Most used first. */
    List<Proposal> proposals(Collection<JsonUse> uses) {
        boolean young =
                target.runMode() == RunMode.SHARED_DATA && target.version().isBefore(new StarRocksVersion(3, 5, 0));
        if (young) {
            return List.of();
        }
        SortedMap<Opened, List<JsonUse>> byPath = new TreeMap<>();
        for (JsonUse use : uses) {
            stored(use.column())
                    .ifPresent(column -> byPath.computeIfAbsent(
                                    new Opened(column, use.path(), use.function()), key -> new ArrayList<>())
                            .add(use));
        }
        List<Proposal> proposals = new ArrayList<>();
        Map<ModelName, Set<String>> given = new TreeMap<>();
        byPath.forEach((opened, all) -> {
            if (all.size() >= MANY) {
                table(opened.column.model())
                        .filter(table -> mayGenerate(table) && !isGenerated(table, opened))
                        .ifPresent(table -> proposals.add(proposal(
                                opened, all, given.computeIfAbsent(opened.column.model(), name -> new HashSet<>()))));
            }
        });
        proposals.sort(Comparator.comparingInt(Proposal::uses)
                .reversed()
                .thenComparing(Proposal::table)
                .thenComparing(Proposal::column));
        return List.copyOf(proposals);
    }

    /** Through views down to a table. */
    private Optional<Origin> stored(Origin column) {
        Origin at = column;
        while (true) {
            ModelFacts known = facts.get(at.model());
            if (known == null || known.isStored()) {
                return Optional.of(at);
            }
            Origin below = known.direct().get(Source.lower(at.column()));
            if (below == null) {
                return Optional.empty();
            }
            at = below;
        }
    }

    private Optional<CreateTable> table(ModelName name) {
        Definition definition = definitions.get(name);
        return definition == null
                ? Optional.empty()
                : definition.match(
                        table -> Optional.of(table.statement()), view -> Optional.empty(), view -> Optional.empty());
    }

    private static boolean mayGenerate(CreateTable table) {
        boolean aggregate = table.key()
                .filter(key -> key.kind() == CreateTable.KeyKind.AGGREGATE)
                .isPresent();
        return !table.external() && !aggregate;
    }

    private static boolean isGenerated(CreateTable table, Opened opened) {
        return table.columns().stream()
                .flatMap(column -> column.generated().stream())
                .flatMap(expression -> JsonUses.opened(expression).stream())
                .anyMatch(known -> known.path().equals(opened.path)
                        && known.function().equals(opened.function)
                        && known.column() instanceof Reference.Column column
                        && column.name().last().text().equalsIgnoreCase(opened.column.column()));
    }

    /**
     * @param given names of other new columns of the table
     */
    private Proposal proposal(Opened opened, List<JsonUse> uses, Set<String> given) {
        Set<String> taken = TakenNames.beside(opened.column.model(), uses, definitions);
        taken.addAll(given);
        String name = name(opened, taken);
        given.add(name);
        Expression expression = new Call.Function(
                Location.NOWHERE,
                Name.of(opened.function),
                List.of(
                        new Reference.Column(Name.of(opened.column.column())),
                        new Literal.Text(Location.NOWHERE, opened.path)),
                Call.Modifiers.NONE,
                Optional.empty());
        TreeSet<ModelName> readers = new TreeSet<>();
        uses.forEach(use -> readers.add(use.in()));
        return new Proposal(
                opened.column.model(),
                name,
                stored(uses.get(0).type()),
                expression,
                uses.size(),
                readers,
                uses.stream()
                        .map(use -> new Proposal.Place(
                                use.in(),
                                use.expression(),
                                use.opened(),
                                use.column().model()))
                        .toList());
    }

    /** A text without a length would be stored as one character. */
    private static DataType stored(DataType type) {
        boolean open = type instanceof DataType.Text text && text.length().isEmpty();
        return open ? DataType.string() : type;
    }

    /** The last names of the path, as many as it takes to be free. */
    private static String name(Opened opened, Set<String> taken) {
        List<String> parts = new ArrayList<>();
        for (String part : opened.path.split("[^A-Za-z0-9_]+")) {
            if (!part.isEmpty()) {
                parts.add(part.toLowerCase(Locale.ROOT));
            }
        }
        parts.add(0, Source.lower(opened.column.column()));
        for (int from = parts.size() - 1; from >= 0; from--) {
            String name = String.join("_", parts.subList(from, parts.size()));
            if (Character.isLetter(name.charAt(0)) && !taken.contains(name)) {
                return name;
            }
        }
        String all = String.join("_", parts) + "_" + opened.function;
        String name = all;
        for (int i = 2; taken.contains(name); i++) {
            name = all + "_" + i;
        }
        return name;
    }

    /** As notes at the tables. */
    List<Diagnostic> findings(List<Proposal> proposals) {
        List<Diagnostic> findings = new ArrayList<>();
        for (Proposal proposal : proposals) {
            Model model = models.get(proposal.table());
            Optional<CreateTable> table = table(proposal.table());
            if (model == null || table.isEmpty()) {
                continue;
            }
            Expression opened =
                    ((Call.Function) proposal.expression()).arguments().get(0);
            Location at = table.get().columns().stream()
                    .filter(column -> column.name()
                            .text()
                            .equalsIgnoreCase(
                                    ((Reference.Column) opened).name().last().text()))
                    .findFirst()
                    .map(ColumnDefinition::name)
                    .map(Identifier::at)
                    .orElse(table.get().name().at());
            String expression = SqlPrinter.print(proposal.expression());
            findings.add(Diagnostic.at(
                            model.span(at),
                            ModelCode.JSON_OPENED_AGAIN,
                            expression + " is computed in " + proposal.uses() + " places of " + readers(proposal))
                    .withHelp("store it once: " + proposal.column() + " " + TypeText.ddl(proposal.type()) + " AS "
                            + expression));
        }
        return findings;
    }

    private static String readers(Proposal proposal) {
        int readers = proposal.readers().size();
        return readers == 1 ? "one model" : readers + " models";
    }
}
