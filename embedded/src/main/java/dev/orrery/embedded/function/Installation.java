// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.function;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBLogicalType;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBScalarFunction;
import org.duckdb.DuckDBScalarFunctionBuilder;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;

/** Puts the functions that DuckDB does not have into a database: Java's first, for the macros of schema sr call them. */
public final class Installation {
    private Installation() {}

    /**
     * @param connection of the database; its duplicates see the functions too
     */
    public static void into(Connection connection) throws SQLException {
        texts(connection);
        dates(connection);
        numbers(connection);
        StringBuilder macros = new StringBuilder("CREATE SCHEMA IF NOT EXISTS sr;");
        for (String line : FunctionCatalog.lines("macros.txt")) {
            macros.append("CREATE OR REPLACE MACRO sr.").append(line).append(';');
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(macros.toString());
        }
    }

    private static void texts(Connection connection) throws SQLException {
        one(connection, "sr_double_text", Double.class, String.class, StarRocksText::ofDouble);
        one(connection, "sr_float_text", Float.class, String.class, StarRocksText::ofFloat);
        one(connection, "sr_time_text", Double.class, String.class, StarRocksText::ofTime);
        one(connection, "sr_json_text", String.class, String.class, JsonText::of);
        one(connection, "sr_json_pretty", String.class, String.class, JsonText::pretty);
        two(connection, "sr_json_contains", String.class, String.class, Boolean.class, JsonText::contains);
        one(connection, "sr_unhex", String.class, String.class, Strings::unhex);
        one(connection, "sr_initcap", String.class, String.class, Strings::initcap);
        one(connection, "sr_money", String.class, String.class, Strings::money);
        two(connection, "sr_url_parameter", String.class, String.class, String.class, Strings::urlParameter);
        two(connection, "sr_parse_url", String.class, String.class, String.class, Strings::parseUrl);
        one(connection, "sr_url_encode", String.class, String.class, Strings::urlEncode);
        one(connection, "sr_from_base64", String.class, String.class, Strings::fromBase64);
        one(connection, "sr_crc32", String.class, Long.class, Strings::crc32);
        one(connection, "sr_inet_aton", String.class, Long.class, Strings::inetAton);
        one(connection, "sr_format_bytes", Long.class, String.class, Strings::formatBytes);
        any(connection, "sr_murmur3", DuckDBColumnType.INTEGER, Installation::murmur3);
        any(connection, "sr_aes_encrypt", DuckDBColumnType.VARCHAR, texts(Ciphers::encrypt));
        any(connection, "sr_aes_decrypt", DuckDBColumnType.VARCHAR, texts(Ciphers::decrypt));
        any(connection, "sr_json_remove", DuckDBColumnType.VARCHAR, texts(JsonRemoval::remove));
        any(connection, "sr_json_set", DuckDBColumnType.VARCHAR, texts(JsonSetting::set));
        any(connection, "sr_sort_key", DuckDBColumnType.VARCHAR, texts(RowKeys::sortKey));
        any(connection, "sr_fingerprint", DuckDBColumnType.VARCHAR, texts(RowKeys::fingerprint));
        any(connection, "sr_funnel", DuckDBColumnType.VARCHAR, texts(Funnel::length));
        two(connection, "sr_sha2", String.class, Integer.class, String.class, Hashes::sha2);
        two(connection, "sr_strpos", String.class, String.class, Long.class, Strings::strpos);
        one(connection, "sr_json_path", String.class, String.class, JsonPaths::normal);
        two(connection, "sr_tokenize", String.class, String.class, String.class, Tokens::of);
        // DuckDB's Java functions have two arguments at most: the second one brings a third along, before a colon.
        two(connection, "sr_conv", String.class, String.class, String.class, Strings::conv);
        two(connection, "sr_substring_index", String.class, String.class, String.class, Strings::substringIndex);
        two(connection, "sr_regexp_position", String.class, String.class, Integer.class, Strings::regexpPosition);
        two(connection, "sr_regexp_extract", String.class, String.class, String.class, Strings::regexpExtract);
    }

    private static void dates(Connection connection) throws SQLException {
        one(connection, "sr_datetime_micros", String.class, Long.class, Dates::parseMicros);
        one(connection, "sr_sleep", Integer.class, Boolean.class, Installation::sleep);
        two(connection, "sr_week", Integer.class, Integer.class, Integer.class, Dates::week);
        two(connection, "sr_yearweek", Integer.class, Integer.class, Integer.class, Dates::yearWeek);
        two(connection, "sr_convert_tz", Long.class, String.class, Long.class, Dates::convertZone);
        two(connection, "sr_parse_tera", String.class, String.class, Long.class, Dates::parseTera);
        two(connection, "sr_parse_joda", String.class, String.class, Long.class, Dates::parseJoda);
        two(connection, "sr_joda_format", Long.class, String.class, String.class, DateText::joda);
        two(connection, "sr_date_format", Long.class, String.class, String.class, DateText::mysql);
    }

    private static boolean sleep(int seconds) {
        try {
            TimeUnit.SECONDS.sleep(seconds);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void numbers(Connection connection) throws SQLException {
        two(connection, "sr_wide_parse", String.class, String.class, String.class, WideNumbers::parse);
        two(connection, "sr_wide_text", String.class, String.class, String.class, WideNumbers::text);
        one(connection, "sr_wide_fit", String.class, String.class, WideNumbers::fit);
        two(connection, "sr_wide_multiply", String.class, String.class, String.class, WideNumbers::multiply);
        two(connection, "sr_wide_divide", String.class, String.class, String.class, WideNumbers::divide);
        two(connection, "sr_wide_modulo", String.class, String.class, String.class, WideNumbers::modulo);
        two(connection, "sr_shift_left", Long.class, Long.class, Long.class, (x, n) -> x << n);
        two(connection, "sr_shift_right_logical", Long.class, Long.class, Long.class, (x, n) -> x >>> n);
    }

    private static <A, R> void one(
            Connection connection, String name, Class<A> argument, Class<R> result, Function<A, ? extends R> function)
            throws SQLException {
        try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
            builder.withName(name)
                    .withParameter(argument)
                    .withReturnType(result)
                    // NULL inside a list comes through in spite of withNullInNullOut.
                    .withFunction((A value) -> value == null ? null : function.apply(value))
                    .withNullInNullOut()
                    .register(connection);
        }
    }

    private static <A, B, R> void two(
            Connection connection,
            String name,
            Class<A> left,
            Class<B> right,
            Class<R> result,
            BiFunction<A, B, ? extends R> function)
            throws SQLException {
        try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
            builder.withName(name)
                    .withParameters(left, right)
                    .withReturnType(result)
                    .withFunction((A a, B b) -> a == null || b == null ? null : function.apply(a, b))
                    .withNullInNullOut()
                    .register(connection);
        }
    }

    /** A function of any number of texts, called for a whole chunk of rows. */
    private static void any(Connection connection, String name, DuckDBColumnType result, DuckDBScalarFunction function)
            throws SQLException {
        try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction();
                DuckDBLogicalType text = DuckDBLogicalType.of(DuckDBColumnType.VARCHAR)) {
            builder.withName(name)
                    .withVarArgs(text)
                    .withReturnType(result)
                    .withVectorizedFunction(function)
                    .register(connection);
        }
    }

    private static @Nullable String[] row(DuckDBDataChunkReader rows, long row) {
        @Nullable String[] texts = new @Nullable String[(int) rows.columnCount()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = rows.vector(i).isNull(row) ? null : rows.vector(i).getString(row);
        }
        return texts;
    }

    /** NULL when one of the texts is. */
    private static void murmur3(DuckDBDataChunkReader rows, DuckDBWritableVector result) {
        int columns = (int) rows.columnCount();
        DuckDBReadableVector[] vectors = new DuckDBReadableVector[columns];
        for (int i = 0; i < columns; i++) {
            vectors[i] = rows.vector(i);
        }
        String[] texts = new String[columns];
        for (long row = 0; row < rows.rowCount(); row++) {
            boolean complete = true;
            for (int i = 0; i < columns && complete; i++) {
                complete = !vectors[i].isNull(row);
                texts[i] = complete ? vectors[i].getString(row) : "";
            }
            if (complete) {
                result.setInt(row, Hashes.murmur3(texts));
            } else {
                result.setNull(row);
            }
        }
    }

    private interface Texts {
        @Nullable
        String apply(@Nullable String[] arguments);
    }

    private static DuckDBScalarFunction texts(Texts function) {
        return (rows, result) -> {
            for (long row = 0; row < rows.rowCount(); row++) {
                String text = function.apply(row(rows, row));
                if (text == null) {
                    result.setNull(row);
                } else {
                    result.setString(row, text);
                }
            }
        };
    }
}
