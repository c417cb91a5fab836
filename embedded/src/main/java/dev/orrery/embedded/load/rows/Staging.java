// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load.rows;

import dev.orrery.models.type.DataType;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * The converted rows of a load in a temporary DuckDB table of one connection: the table's columns that the load fills,
 * {@code __op} and {@code __seq}, the number of the row. It lives as long as the connection.
 */
public final class Staging {
    /** Of the rows of one key the one with the greatest number counts. */
    public static final String SEQUENCE = "__seq";

    private final Connection connection;
    private final String name;
    private final List<String> columns;
    private final RowCounts counts;
    private final BadRows badRows;

    private Staging(Connection connection, String name, List<String> columns, RowCounts counts, BadRows badRows) {
        this.connection = connection;
        this.name = name;
        this.columns = columns;
        this.counts = counts;
        this.badRows = badRows;
    }

    /**
     * Converts the bodies.
     *
     * @param connection that the rows will be applied on
     * @param name of the temporary table
     */
    public static Staging fill(
            Connection connection,
            String name,
            LoadTable table,
            LoadShape shape,
            RowFormat format,
            List<RowFormat.Body> bodies)
            throws SQLException, IOException, LoadFailure {
        Plan plan = new Plan(table, shape);
        try (Statement statement = connection.createStatement()) {
            statement.execute(plan.createTable(name));
        }
        BadRows badRows = new BadRows();
        DuckDBConnection duck = connection.unwrap(DuckDBConnection.class);
        long total;
        try (DuckDBAppender appender = duck.createAppender("temp", "main", name)) {
            Rows rows = new Rows(plan, appender, badRows);
            format.read(bodies, shape.fields(), rows);
            total = rows.total;
        }
        try (Statement statement = connection.createStatement()) {
            for (String conversion : plan.conversions(name)) {
                statement.execute(conversion);
            }
        }
        RowCounts counts = new RowCounts(total, badRows.count(), 0);
        return new Staging(connection, name, plan.columnNames(), counts, badRows);
    }

    /**
     * The rows of a table computed from rows of texts; those whose column may not be NULL and is, are bad.
     *
     * @param select of the columns, {@code __op} and {@code __seq}
     */
    public Staging mapped(String mappedName, LoadTable table, List<String> mappedColumns, String select)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMP TABLE " + Plan.quote(mappedName) + " AS " + select);
            long selected = count(statement, mappedName);
            for (LoadColumn column : table.columns()) {
                if (column.nulls() == LoadColumn.Nulls.REFUSED && mappedColumns.contains(column.name())) {
                    long bad = statement.executeUpdate("DELETE FROM " + Plan.quote(mappedName) + " WHERE "
                            + Plan.quote(column.name()) + " IS NULL");
                    badRows.add("NULL value in non-nullable column '" + column.name() + "'", bad);
                }
            }
            long unselected = counts.loaded() - selected;
            statement.execute("DROP TABLE " + Plan.quote(name));
            return new Staging(
                    connection,
                    mappedName,
                    mappedColumns,
                    new RowCounts(counts.total(), badRows.count(), unselected),
                    badRows);
        }
    }

    private static long count(Statement statement, String table) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + Plan.quote(table))) {
            rows.next();
            return rows.getLong(1);
        }
    }

    public Connection connection() {
        return connection;
    }

    public String name() {
        return name;
    }

    /** The columns of the table that the load fills. */
    public List<String> columns() {
        return columns;
    }

    public RowCounts counts() {
        return counts;
    }

    public BadRows badRows() {
        return badRows;
    }

    /** Which column gets which field. */
    private static final class Plan {
        private static final int NONE = -1;

        private final List<LoadColumn> columns = new ArrayList<>();
        private final List<Cell> cells = new ArrayList<>();
        private final int[] fieldOf;
        private final @Nullable String[] constants;
        private final int opField;
        private final @Nullable String opConstant;
        private final LoadShape.Strictness strictness;

        Plan(LoadTable table, LoadShape shape) throws LoadFailure {
            for (LoadColumn column : table.loadable()) {
                if (shape.fields().contains(column.name()) || shape.constants().containsKey(column.name())) {
                    if (column.type().is(DataType.Kind.BITMAP) || column.type().is(DataType.Kind.HLL)) {
                        throw new LoadFailure("column '" + column.name() + "' of type " + column.storedAs()
                                + " is filled by a function in the columns header, such as to_bitmap(c)");
                    }
                    columns.add(column);
                    cells.add(column.type().accept(Cells.OF).orElseGet(() -> new TextCell.Plain(Integer.MAX_VALUE)));
                }
            }
            fieldOf = new int[columns.size()];
            constants = new String[columns.size()];
            for (int place = 0; place < columns.size(); place++) {
                fieldOf[place] = shape.field(columns.get(place).name());
                constants[place] = shape.constant(columns.get(place).name());
            }
            opField = shape.field(LoadShape.OP);
            opConstant = shape.constant(LoadShape.OP);
            strictness = shape.strictness();
        }

        List<String> columnNames() {
            return columns.stream().map(LoadColumn::name).toList();
        }

        String createTable(String name) {
            return columns.stream()
                    .map(column -> quote(column.name()) + " " + (isText(column) ? "VARCHAR" : column.storedAs()))
                    .collect(Collectors.joining(
                            ", ",
                            "CREATE TEMP TABLE " + quote(name) + " (",
                            ", " + quote(LoadShape.OP) + " TINYINT, " + quote(SEQUENCE) + " BIGINT)"));
        }

        /** Values that arrive as text are made what they are once all are there. */
        private static boolean isText(LoadColumn column) {
            return column.type().accept(Cells.OF).isEmpty();
        }

        List<String> conversions(String name) {
            if (columns.stream().noneMatch(Plan::isText)) {
                return List.of();
            }
            String typed = quote(name + "_typed");
            String items = columns.stream()
                    .map(column ->
                            (isText(column) ? column.fromText().apply(quote(column.name())) : quote(column.name()))
                                    + " AS " + quote(column.name()))
                    .collect(Collectors.joining(", "));
            return List.of(
                    "CREATE TEMP TABLE " + typed + " AS SELECT " + items + ", " + quote(LoadShape.OP) + ", "
                            + quote(SEQUENCE) + " FROM " + quote(name),
                    "DROP TABLE " + quote(name),
                    "ALTER TABLE " + typed + " RENAME TO " + quote(name));
        }

        private static String quote(String identifier) {
            return '"' + identifier.replace("\"", "\"\"") + '"';
        }
    }

    /** Appends good rows, notes bad ones. */
    private static final class Rows implements RowSink {
        private final Plan plan;
        private final DuckDBAppender appender;
        private final BadRows badRows;
        private final Cell[] cells;
        private final boolean[] nulls;
        private long total;

        Rows(Plan plan, DuckDBAppender appender, BadRows badRows) {
            this.plan = plan;
            this.appender = appender;
            this.badRows = badRows;
            this.cells = plan.cells.toArray(Cell[]::new);
            this.nulls = new boolean[cells.length];
        }

        @Override
        public void row(@Nullable String[] values, ValueForm[] forms, Supplier<String> source) throws SQLException {
            total++;
            for (int place = 0; place < cells.length; place++) {
                int field = plan.fieldOf[place];
                String value = field == Plan.NONE ? plan.constants[place] : values[field];
                ValueForm form = field == Plan.NONE ? ValueForm.FIELD : forms[field];
                String fault = read(place, value, form);
                if (fault != null) {
                    badRows.add(fault, source.get());
                    return;
                }
            }
            int op = op(plan.opField == Plan.NONE ? plan.opConstant : values[plan.opField]);
            if (op < 0) {
                badRows.add("Value of '__op' is neither 0 (upsert) nor 1 (delete)", source.get());
                return;
            }
            append(op);
        }

        private @Nullable String read(int place, @Nullable String value, ValueForm form) {
            LoadColumn column = plan.columns.get(place);
            nulls[place] = value == null;
            if (value != null) {
                switch (cells[place].read(value, form)) {
                    case VALUE -> nulls[place] = false;
                    case UNREADABLE -> {
                        if (plan.strictness == LoadShape.Strictness.STRICT) {
                            return "Value '" + value + "' is out of range. The type of '" + column.name() + "' is "
                                    + column.storedAs();
                        }
                        nulls[place] = true;
                    }
                    case TOO_LONG -> {
                        return "String '" + value + "' is too long. The type of '" + column.name() + "' is "
                                + column.storedAs();
                    }
                }
            }
            return nulls[place] && column.nulls() == LoadColumn.Nulls.REFUSED
                    ? "NULL value in non-nullable column '" + column.name() + "'"
                    : null;
        }

        private static int op(@Nullable String text) {
            if (text == null || text.equals("0") || text.equalsIgnoreCase("upsert")) {
                return 0;
            }
            return text.equals("1") || text.equalsIgnoreCase("delete") ? 1 : -1;
        }

        private void append(int op) throws SQLException {
            appender.beginRow();
            for (int place = 0; place < cells.length; place++) {
                if (nulls[place]) {
                    appender.appendNull();
                } else {
                    cells[place].append(appender);
                }
            }
            appender.append((byte) op);
            appender.append(total);
            appender.endRow();
        }

        @Override
        public void bad(String reason, String source) {
            total++;
            badRows.add(reason, source);
        }
    }
}
