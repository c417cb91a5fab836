// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Books new deposits and withdrawals while the demo stays up, and captures them as Debezium would: a file of events
 * a turn, in the folder that the live pipeline watches. Keeps the books, so that the truth stays known.
 */
final class Teller {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BOOKINGS_A_TURN = 3;

    private final Path folder;
    private final Clock clock;
    private final Random random;
    private final List<Map<String, @Nullable Object>> accounts;
    private long nextTxn;
    private long position;
    private int turn;

    private Teller(
            Path folder, Clock clock, Random random, List<Map<String, @Nullable Object>> accounts, long nextTxn) {
        this.folder = folder;
        this.clock = clock;
        this.random = random;
        this.accounts = accounts;
        this.nextTxn = nextTxn;
        // Behind every position of a former turn or run: the binlog only grows.
        this.position = clock.millis();
    }

    /** Takes over the open accounts as the server has them now. */
    static Teller of(Connection connection, Path folder, Clock clock, long seed) throws SQLException {
        List<Map<String, @Nullable Object>> accounts = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery(
                    "SELECT account_id, customer_id, branch_id, product_code, currency, opening_balance, balance, status,"
                            + " opened_on, updated_at FROM ods.account WHERE status = 'OPEN' ORDER BY account_id")) {
                while (rows.next()) {
                    accounts.add(account(rows));
                }
            }
            try (ResultSet newest = statement.executeQuery("SELECT max(txn_id) FROM ods.txn")) {
                newest.next();
                return new Teller(folder, clock, new Random(seed), accounts, newest.getLong(1) + 1);
            }
        }
    }

    private static Map<String, @Nullable Object> account(ResultSet rows) throws SQLException {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("account_id", rows.getLong(1));
        row.put("customer_id", rows.getLong(2));
        row.put("branch_id", rows.getInt(3));
        row.put("product_code", rows.getString(4));
        row.put("currency", rows.getString(5));
        row.put("opening_balance", rows.getBigDecimal(6).toPlainString());
        row.put("balance", rows.getBigDecimal(7).toPlainString());
        row.put("status", rows.getString(8));
        java.sql.@Nullable Date opened = rows.getDate(9);
        row.put("opened_on", opened == null ? null : opened.toLocalDate().toEpochDay());
        java.time.@Nullable LocalDateTime updated = rows.getObject(10, java.time.LocalDateTime.class);
        row.put(
                "updated_at",
                updated == null ? null : updated.toInstant(ZoneOffset.UTC).toEpochMilli());
        return row;
    }

    /** One booking that the teller made. */
    record Booking(long account, int branch, String type, BigDecimal amount) {}

    /**
     * Makes a few bookings and writes their events.
     *
     * @throws IOException if the folder cannot be written; nothing is booked then
     */
    List<Booking> serve() throws IOException {
        List<String> lines = new ArrayList<>();
        List<Booking> bookings = new ArrayList<>();
        for (int i = 0; i < BOOKINGS_A_TURN; i++) {
            bookings.add(book(lines));
        }
        Files.createDirectories(folder);
        String name = String.format(Locale.ROOT, "%d-%06d.jsonl", position, ++turn);
        Path unfinished = folder.resolve("." + name);
        Files.write(unfinished, lines);
        // The watcher must never see half a file.
        Files.move(unfinished, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        return bookings;
    }

    private Booking book(List<String> lines) {
        Map<String, @Nullable Object> account = accounts.get(random.nextInt(accounts.size()));
        boolean deposit = random.nextInt(100) < 60;
        BigDecimal amount = BigDecimal.valueOf(500 + random.nextInt(deposit ? 250_000 : 40_000), 2);
        BigDecimal balance = new BigDecimal(String.valueOf(account.get("balance")));
        String type = deposit ? "DEPOSIT" : "WITHDRAWAL";
        Instant now = clock.instant();

        Map<String, @Nullable Object> txn = new LinkedHashMap<>();
        txn.put("txn_id", nextTxn);
        txn.put("account_id", account.get("account_id"));
        txn.put("txn_type", type);
        txn.put("amount", amount.toPlainString());
        txn.put("txn_time", now.toEpochMilli());
        txn.put("channel", deposit ? "BRANCH" : "ATM");
        txn.put("reference", "LIVE-" + nextTxn);
        nextTxn++;
        lines.add(event("txn", "c", null, txn, now));

        Map<String, @Nullable Object> before = new LinkedHashMap<>(account);
        account.put("balance", (deposit ? balance.add(amount) : balance.subtract(amount)).toPlainString());
        account.put("updated_at", now.toEpochMilli());
        lines.add(event("account", "u", before, account, now));
        return new Booking(longOf(account, "account_id"), (int) longOf(account, "branch_id"), type, amount);
    }

    private static long longOf(Map<String, @Nullable Object> row, String column) {
        return Long.parseLong(String.valueOf(row.get(column)));
    }

    private String event(
            String table,
            String operation,
            @Nullable Map<String, @Nullable Object> before,
            Map<String, @Nullable Object> after,
            Instant now) {
        Map<String, @Nullable Object> source = new LinkedHashMap<>();
        source.put("connector", "mysql");
        source.put("name", "core");
        source.put("ts_ms", now.toEpochMilli());
        source.put("snapshot", "false");
        source.put("db", "core");
        source.put("table", table);
        source.put("file", "binlog.000043");
        source.put("pos", ++position);
        source.put("row", 0);
        Map<String, @Nullable Object> envelope = new LinkedHashMap<>();
        envelope.put("before", before);
        envelope.put("after", after);
        envelope.put("source", source);
        envelope.put("op", operation);
        envelope.put("ts_ms", now.toEpochMilli());
        try {
            return JSON.writeValueAsString(envelope);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of plain values are always JSON", e);
        }
    }
}
