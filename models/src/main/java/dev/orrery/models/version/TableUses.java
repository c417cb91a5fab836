// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.version;

import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.ColumnDefinition;
import dev.orrery.models.sql.tree.Constructor;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.CreateTable.KeyKind;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.IndexDefinition;
import dev.orrery.models.sql.tree.Name;
import dev.orrery.models.sql.tree.Partitioning;
import dev.orrery.models.sql.tree.Partitioning.PartitionDefinition;
import dev.orrery.models.sql.tree.Partitioning.PartitionKind;
import dev.orrery.models.sql.tree.Property;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the definition of a table needs a newer version for. */
final class TableUses {
    private static final Set<String> OLD_PARTITION_FUNCTIONS = Set.of("date_trunc", "time_slice");
    private static final Set<String> NOW = Set.of("current_timestamp", "now", "localtime", "localtimestamp");

    private final Uses uses;
    private final QueryUses queries;

    TableUses(Uses uses, QueryUses queries) {
        this.uses = uses;
        this.queries = queries;
    }

    Uses table(CreateTable statement) {
        if (statement.external()) {
            return uses;
        }
        temporary(statement, statement.temporary(), statement.name());
        statement.columns().forEach(this::column);
        indexes(statement.indexes());
        boolean primary =
                statement.key().filter(key -> key.kind() == KeyKind.PRIMARY).isPresent();
        if (!primary && !statement.orderBy().isEmpty()) {
            uses.add(Construct.SORT_KEY, statement.orderBy().get(0).at());
        }
        statement.partitioning().ifPresent(this::partitioning);
        properties(statement.properties());
        return uses;
    }

    Uses temporary(Statement statement, boolean temporary, Name name) {
        if (temporary) {
            uses.add(Construct.TEMPORARY_TABLE, Uses.before(statement, name));
        }
        return uses;
    }

    void column(ColumnDefinition column) {
        queries.type(column.type(), column.at());
        if (column.aggregation().filter(text -> text.contains("(")).isPresent()) {
            uses.add(Construct.AGGREGATE_STATE, column.at());
        }
        column.defaultValue().ifPresent(value -> defaultValue(value.value()));
        column.generated().ifPresent(expression -> {
            uses.add(Construct.GENERATED_COLUMN, expression.at());
            queries.walk(expression);
        });
    }

    private void defaultValue(Expression value) {
        if (value instanceof Constructor) {
            uses.add(Construct.NESTED_DEFAULT, value.at());
        } else if (value instanceof Call.Function call) {
            String name = call.name().toString().toLowerCase(Locale.ROOT);
            if (name.equals("row")) {
                uses.add(Construct.NESTED_DEFAULT, value.at());
            } else if (NOW.contains(name) && !call.arguments().isEmpty()) {
                uses.add(Construct.DEFAULT_PRECISION, value.at());
            }
        }
    }

    void indexes(List<IndexDefinition> indexes) {
        indexes.forEach(this::index);
    }

    void index(IndexDefinition index) {
        switch (index.using().orElse("BITMAP")) {
            case "NGRAMBF" -> uses.add(Construct.NGRAM_INDEX, index.at());
            case "GIN" -> uses.add(Construct.GIN_INDEX, index.at());
            case "VECTOR" -> uses.add(Construct.VECTOR_INDEX, index.at());
            default -> {}
        }
    }

    void partitioning(Partitioning partitioning) {
        List<Expression> expressions = partitioning.expressions();
        if (partitioning.kind() == PartitionKind.EXPRESSION) {
            boolean columns = expressions.stream().allMatch(Reference.Column.class::isInstance);
            boolean slice = expressions.size() == 1 && isOldFunction(expressions.get(0));
            if (!columns && !slice) {
                uses.add(Construct.PARTITION_BY_EXPRESSIONS, partitioning.at());
            }
        } else if (partitioning.kind() == PartitionKind.RANGE) {
            expressions.stream()
                    .filter(Call.Function.class::isInstance)
                    .filter(expression -> !isOldFunction(expression))
                    .forEach(expression -> uses.add(Construct.RANGE_BY_FUNCTION, expression.at()));
        }
        expressions.forEach(queries::walk);
        partitioning.partitions().forEach(this::partition);
    }

    private static boolean isOldFunction(Expression expression) {
        return expression instanceof Call.Function call
                && OLD_PARTITION_FUNCTIONS.contains(call.name().toString().toLowerCase(Locale.ROOT));
    }

    void partition(PartitionDefinition partition) {
        String text = partition.text();
        int values = text.indexOf(" VALUES IN (");
        if (values >= 0 && hasNull(text, values)) {
            uses.add(Construct.NULL_IN_LIST_PARTITION, partition.at());
        }
    }

    /** A bare NULL: strings in the normal spelling stand in double quotes. */
    private static boolean hasNull(String text, int from) {
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && text.startsWith("NULL", i)) {
                return true;
            }
        }
        return false;
    }

    void properties(List<Property> properties) {
        properties.forEach(property -> LaterWords.tableProperty(property.key(), property.value())
                .ifPresent(since -> uses.add(property(property, since))));
    }

    void materializedViewProperties(List<Property> properties) {
        properties.forEach(property -> LaterWords.materializedViewProperty(property.key(), property.value())
                .ifPresent(since -> uses.add(property(property, since))));
    }

    private static Use property(Property property, Since since) {
        return new Use(property.at(), "the property '" + property.key() + "'", since, "leave it out");
    }
}
