// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

import dev.orrery.models.ModelCode;
import dev.orrery.models.analysis.scope.Field;
import dev.orrery.models.analysis.scope.Value;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.function.FunctionTable;
import dev.orrery.models.function.FunctionTyping;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.Relation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Everything that is found out about one statement, shared by the analyzers of its parts. */
final class Analysis {
    private final Tables tables;
    private final Optional<String> database;
    private final FunctionTable functions = FunctionTable.builtIn();
    private final FunctionTyping typing = new FunctionTyping(functions);
    private final IdentityHashMap<Expression, Value> values = new IdentityHashMap<>(256);
    private final IdentityHashMap<Reference.Column, Field> fields = new IdentityHashMap<>(128);
    private final IdentityHashMap<Relation.Table, ModelName> reads = new IdentityHashMap<>();
    private final Set<ModelName> readNames = new TreeSet<>();
    private final List<Finding> findings = new ArrayList<>();

    /**
     * @param database where unqualified names are looked up
     */
    Analysis(Tables tables, Optional<String> database) {
        this.tables = tables;
        this.database = database;
    }

    Tables tables() {
        return tables;
    }

    Optional<String> database() {
        return database;
    }

    FunctionTable functions() {
        return functions;
    }

    FunctionTyping typing() {
        return typing;
    }

    Value keep(Expression expression, Value value) {
        values.put(expression, value);
        return value;
    }

    Optional<Value> value(Expression expression) {
        return Optional.ofNullable(values.get(expression));
    }

    IdentityHashMap<Expression, Value> values() {
        return values;
    }

    void keep(Reference.Column reference, Field field) {
        fields.put(reference, field);
    }

    Optional<Field> field(Reference.Column reference) {
        return Optional.ofNullable(fields.get(reference));
    }

    Collection<Field> fields() {
        return fields.values();
    }

    void read(Relation.Table relation, ModelName name) {
        reads.put(relation, name);
        readNames.add(name);
    }

    IdentityHashMap<Relation.Table, ModelName> reads() {
        return reads;
    }

    Set<ModelName> readNames() {
        return readNames;
    }

    void report(Finding finding) {
        findings.add(finding);
    }

    void report(Location at, ModelCode code, String message) {
        findings.add(Finding.of(at, code, message));
    }

    List<Finding> findings() {
        return findings;
    }
}
