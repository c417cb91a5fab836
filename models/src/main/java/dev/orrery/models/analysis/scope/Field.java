// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis.scope;

import java.util.Optional;

/**
 * A column that can be named in a scope. Two fields are the same only when they are one object: a table that is read
 * twice has each of its columns twice.
 */
public final class Field {
    private final String name;
    private final String folded;
    private final Optional<RelationName> relation;
    private final Value value;
    private final boolean hidden;

    public Field(String name, Optional<RelationName> relation, Value value) {
        this(name, Scope.lower(name), relation, value, false);
    }

    private Field(String name, String folded, Optional<RelationName> relation, Value value, boolean hidden) {
        this.name = name;
        this.folded = folded;
        this.relation = relation;
        this.value = value;
        this.hidden = hidden;
    }

    public String name() {
        return name;
    }

    /** In lower case: names of columns are compared without it. */
    public String folded() {
        return folded;
    }

    public Optional<RelationName> relation() {
        return relation;
    }

    public Value value() {
        return value;
    }

    public Field under(RelationName other, String newName) {
        return new Field(newName, Optional.of(other), value);
    }

    /** The same under the name of a relation, which is shared by all its fields. */
    public Field under(Optional<RelationName> other) {
        return new Field(name, folded, other, value, false);
    }

    public Field withValue(Value other) {
        return new Field(name, folded, relation, other, hidden);
    }

    /** One side of a USING: only {@code table.column} finds it, and no star brings it. */
    public Field asHidden() {
        return new Field(name, folded, relation, value, true);
    }

    public boolean isHidden() {
        return hidden;
    }

    /** As messages name it. */
    @Override
    public String toString() {
        return relation.map(r -> r + "." + name).orElse(name);
    }
}
