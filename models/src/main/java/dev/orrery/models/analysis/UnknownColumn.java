// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

import dev.orrery.models.ModelCode;
import dev.orrery.models.analysis.origin.Flow;
import dev.orrery.models.analysis.scope.Field;
import dev.orrery.models.analysis.scope.Scope;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.Nearest;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Reference;
import java.util.List;
import java.util.Optional;

/** Says of a name that stands for nothing what was probably meant. */
final class UnknownColumn {
    private final Analysis analysis;
    private final Scope scope;

    UnknownColumn(Analysis analysis, Scope scope) {
        this.analysis = analysis;
        this.scope = scope;
    }

    void report(Reference.Column reference) {
        List<Identifier> parts = reference.name().parts();
        Identifier column = parts.get(parts.size() - 1);
        List<Identifier> qualifier = parts.subList(0, parts.size() - 1);
        List<Field> fields = scope.fieldsOf(qualifier);
        if (!qualifier.isEmpty() && fields.isEmpty()) {
            unknownRelation(reference, qualifier);
            return;
        }
        List<String> names = fields.stream().map(Field::name).distinct().toList();
        Optional<ModelName> table = table(fields, qualifier);
        String where = table.map(name -> "'" + name + "'")
                .orElseGet(() -> qualifier.isEmpty() ? place() : "'" + qualifier.get(qualifier.size() - 1) + "'");
        Finding finding = Finding.of(
                        column.at(), ModelCode.UNKNOWN_COLUMN, "column '" + column + "' is not in " + where)
                .withHint(Nearest.hint(column.text(), names));
        finding = table.flatMap(name -> analysis.tables()
                        .columns(name)
                        .map(List<Column>::size)
                        .map(count -> "`orrery show " + name + "` lists its " + count + " columns"))
                .map(finding::withHelp)
                .orElse(finding);
        analysis.report(finding);
    }

    private String place() {
        return scope.relations().isEmpty()
                ? "this query, which reads no table"
                : "any of "
                        + String.join(
                                ", ",
                                scope.relations().stream()
                                        .map(name -> "'" + name + "'")
                                        .toList());
    }

    private void unknownRelation(Reference.Column reference, List<Identifier> qualifier) {
        String name = String.join(".", qualifier.stream().map(Identifier::text).toList());
        Identifier last = qualifier.get(qualifier.size() - 1);
        Location at = qualifier.get(0).at().to(last.at());
        analysis.report(Finding.of(
                        at,
                        ModelCode.UNKNOWN_COLUMN,
                        "'" + name + "' in '" + reference.name() + "' names no table of this query")
                .withHint(Nearest.hint(name, scope.relations()))
                .withHelp(
                        scope.relations().isEmpty()
                                ? "the query reads no table"
                                : "tables here: " + String.join(", ", scope.relations())));
    }

    /** The table that all fields in question come from, if it is one. */
    private static Optional<ModelName> table(List<Field> fields, List<Identifier> qualifier) {
        List<Optional<ModelName>> tables = fields.stream()
                .map(field -> field.value().origins().flows())
                .map(flows -> flows.size() == 1 && flows.get(flows.firstKey()) == Flow.DIRECT
                        ? Optional.of(flows.firstKey().model())
                        : Optional.<ModelName>empty())
                .distinct()
                .toList();
        long relations = fields.stream().map(Field::relation).distinct().count();
        boolean whole = tables.size() == 1 && (relations == 1 || !qualifier.isEmpty());
        return whole ? tables.get(0) : Optional.empty();
    }
}
