// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

import java.util.List;
import java.util.Optional;

/** A statement about the session, or a question to the server itself. */
public sealed interface SessionStatement extends Statement {

    <R> R accept(Visitor<R> visitor);

    @Override
    default <R> R accept(StatementVisitor<R> visitor) {
        return visitor.session(this);
    }

    /** One case for each. */
    interface Visitor<R> {
        R use(Use statement);

        R set(SetVariables statement);

        R show(Show statement);

        R describe(Describe statement);

        R explain(Explain statement);

        R kill(Kill statement);

        R transaction(Transaction statement);
    }

    /**
     * {@code USE [catalog.]database}, {@code SET CATALOG catalog}.
     *
     * @param catalogOnly whether the name is that of a catalog
     */
    record Use(Location at, Name name, boolean catalogOnly) implements SessionStatement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.use(this);
        }
    }

    /** {@code SET a = 1, GLOBAL b = 2, @c = 3}, {@code SET NAMES utf8}. */
    record SetVariables(Location at, List<Variable> variables) implements SessionStatement {
        public SetVariables {
            variables = List.copyOf(variables);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.set(this);
        }
    }

    /**
     * One of a SET.
     *
     * @param name of the variable; of no meaning for NAMES
     * @param value empty for DEFAULT; words such as ON are texts
     */
    record Variable(Location at, Scope scope, String name, Optional<Expression> value) implements Node {}

    /** Whose variable it is. NAMES is {@code SET NAMES}. */
    enum Scope {
        SESSION,
        GLOBAL,
        USER,
        NAMES
    }

    /**
     * {@code SHOW [FULL] what …}.
     *
     * @param what the words in upper case, such as {@code TABLES}, {@code CREATE TABLE}, {@code GLOBAL VARIABLES}; the
     *     synonyms are gone: SCHEMAS is DATABASES, FIELDS is COLUMNS, KEYS and INDEXES are INDEX
     * @param object what it is about: a table, a user, a path; as written after FROM, FOR or CREATE …
     * @param database the second FROM of SHOW COLUMNS, or the only one where there is no object
     */
    record Show(
            Location at,
            boolean full,
            String what,
            Optional<Name> object,
            Optional<Name> database,
            Optional<String> like,
            Optional<Expression> where,
            List<SortItem> orderBy,
            Optional<Query.Limit> limit)
            implements SessionStatement {
        public Show {
            orderBy = List.copyOf(orderBy);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.show(this);
        }
    }

    /** {@code DESC table [ALL]}. */
    record Describe(Location at, Name table, boolean all) implements SessionStatement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.describe(this);
        }
    }

    /**
     * {@code EXPLAIN [level] statement}, {@code TRACE …}.
     *
     * @param words such as {@code EXPLAIN COSTS} or {@code TRACE LOGS MV}, in upper case
     */
    record Explain(Location at, String words, Statement statement) implements SessionStatement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.explain(this);
        }
    }

    /**
     * {@code KILL [CONNECTION | QUERY] id}.
     *
     * @param id a number, or the id of a query
     */
    record Kill(Location at, boolean query, Expression id) implements SessionStatement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.kill(this);
        }
    }

    /** {@code BEGIN}, {@code COMMIT}, {@code ROLLBACK}. */
    record Transaction(Location at, TransactionStep step, Optional<Identifier> label) implements SessionStatement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.transaction(this);
        }
    }

    /** What becomes of the transaction. */
    enum TransactionStep {
        BEGIN,
        COMMIT,
        ROLLBACK
    }
}
