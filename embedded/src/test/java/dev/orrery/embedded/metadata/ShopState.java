// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.metadata;

import dev.orrery.embedded.alter.AlterJob;
import dev.orrery.embedded.session.Connections;
import dev.orrery.models.catalog.Column;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.SqlParser;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.CreateTable.KeyKind;
import dev.orrery.models.sql.tree.CreateView;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A server with a database 'shop' of one table, one view and one MV that was refreshed once. */
final class ShopState implements ServerState {
    static final LocalDateTime NOON = LocalDateTime.of(2026, 11, 21, 12, 0);
    private static final String QUERY = "SELECT cust, sum(amount) AS total FROM orders GROUP BY cust";

    private final List<CatalogEntry> entries = List.of(materializedView(), table(10, "shop", """
                    CREATE TABLE orders (id BIGINT NOT NULL COMMENT "the 'id'", cust INT, amount DECIMAL(18,2) DEFAULT "0",
                      note VARCHAR(60), at DATETIME DEFAULT CURRENT_TIMESTAMP, yr SMALLINT AS year(at),
                      INDEX bi (note) USING BITMAP COMMENT 'bm')
                    PRIMARY KEY (id) COMMENT "all orders" DISTRIBUTED BY HASH(id) BUCKETS 4
                    PROPERTIES ("replication_num" = "1")"""), view());

    static CatalogEntry.Table table(long id, String database, String sql) {
        CreateTable statement = (CreateTable) SqlParser.parseStatement(sql);
        Set<String> key = statement.key().stream()
                .flatMap(k -> k.columns().stream())
                .map(column -> column.text().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        KeyKind kind = statement.key().map(CreateTable.Key::kind).orElse(KeyKind.DUPLICATE);
        List<CatalogEntry.TableColumn> columns = statement.columns().stream()
                .map(column -> {
                    boolean isKey = key.contains(column.name().text().toLowerCase(Locale.ROOT));
                    boolean nullable = !(kind == KeyKind.PRIMARY && isKey)
                            && !column.autoIncrement()
                            && column.nullable().orElse(true);
                    return new CatalogEntry.TableColumn(column, nullable, isKey);
                })
                .toList();
        ModelName name = new ModelName(database, statement.name().last().text());
        return new CatalogEntry.Table(id, name, statement, kind, columns, NOON);
    }

    private static CatalogEntry view() {
        CreateView statement =
                (CreateView) SqlParser.parseStatement("CREATE VIEW v (a COMMENT \"x\") COMMENT \"first\" AS SELECT 1");
        return new CatalogEntry.View(
                11, new ModelName("shop", "v"), statement, "SELECT 1", List.of(column("a", Kind.TINYINT)), NOON);
    }

    private static CatalogEntry materializedView() {
        CreateMaterializedView statement = (CreateMaterializedView) SqlParser.parseStatement(
                "CREATE MATERIALIZED VIEW mv DISTRIBUTED BY HASH(cust) BUCKETS 2 REFRESH DEFERRED MANUAL AS " + QUERY);
        List<Column> columns = List.of(column("cust", Kind.INT), column("total", Kind.DOUBLE));
        return new CatalogEntry.MaterializedView(
                12, new ModelName("shop", "mv"), statement, QUERY, columns, NOON, true, "");
    }

    private static Column column(String name, Kind kind) {
        return new Column(name, DataType.of(kind), true, Optional.empty());
    }

    @Override
    public Collection<DatabaseEntry> databases() {
        return List.of(new DatabaseEntry(1, "shop"));
    }

    @Override
    public Collection<CatalogEntry> entries() {
        return entries;
    }

    @Override
    public Optional<CatalogEntry> entry(ModelName name) {
        return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }

    @Override
    public List<PartitionEntry> partitions(CatalogEntry entry) {
        return List.of(new PartitionEntry(entry.id() + 100, entry.name().name(), "", 3, NOON.plusHours(1), 7));
    }

    @Override
    public long rowCount(CatalogEntry entry) {
        return 7;
    }

    @Override
    public Map<Long, Long> rowCounts() {
        return entries().stream().collect(Collectors.toMap(CatalogEntry::id, this::rowCount));
    }

    @Override
    public Map<Long, LocalDateTime> lastChanges() {
        return Map.of();
    }

    @Override
    public List<TaskRun> taskRuns() {
        return List.of(new TaskRun(
                "q2",
                "mv-12",
                NOON,
                Optional.of(NOON.plusSeconds(2)),
                "SUCCESS",
                "shop",
                "INSERT OVERWRITE …",
                0,
                "",
                "{}",
                "{\"FORCE\":\"true\"}",
                "j2"));
    }

    @Override
    public List<AlterJob> alterJobs() {
        return List.of(alterJob(502, NOON.plusMinutes(2)), alterJob(501, NOON.plusMinutes(1)));
    }

    private static AlterJob alterJob(long id, LocalDateTime at) {
        return new AlterJob(
                id,
                AlterJob.Kind.COLUMN,
                10,
                new ModelName("shop", "orders"),
                "orders",
                at,
                Optional.of(at),
                AlterJob.State.FINISHED,
                "");
    }

    @Override
    public Collection<UserEntry> users() {
        return List.of(new UserEntry("root", "%", false, List.of("GRANT 'root' TO 'root'@'%'")));
    }

    @Override
    public Connections connections() {
        return new Connections(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    }

    @Override
    public LocalDateTime started() {
        return NOON;
    }

    @Override
    public ZoneId zone() {
        return ZoneOffset.UTC;
    }

    @Override
    public int mysqlPort() {
        return 9030;
    }

    @Override
    public int httpPort() {
        return 8030;
    }
}
