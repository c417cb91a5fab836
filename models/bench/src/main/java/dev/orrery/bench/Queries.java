// SPDX-License-Identifier: Apache-2.0
package dev.orrery.bench;

import com.alibaba.druid.DbType;
import com.alibaba.druid.sql.SQLUtils;
import com.alibaba.druid.sql.ast.SQLStatement;
import com.alibaba.druid.sql.parser.ParserException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.models.sql.SqlParser;
import dev.orrery.models.sql.SyntaxException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The recorded queries that both parsers accept. */
final class Queries {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Queries() {}

    /**
     * @param corpus a gzipped file of lines {@code {"kind": "select", "sql": "…"}}; other kinds are left out
     */
    static List<String> read(Path corpus) throws IOException {
        List<String> queries = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(corpus)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode node = JSON.readTree(line);
                String sql = node.path("sql").asText();
                if (node.path("kind").asText().equals("select") && acceptedByBoth(sql)) {
                    queries.add(sql);
                }
            }
        }
        return queries;
    }

    private static boolean acceptedByBoth(String sql) {
        try {
            SqlParser.parseStatement(sql);
            return druid(sql).size() == 1;
        } catch (SyntaxException | ParserException refused) {
            return false;
        }
    }

    static List<SQLStatement> druid(String sql) {
        return SQLUtils.parseStatements(sql, DbType.starrocks);
    }

    /** Writes the queries as lines of JSON, for parsers of other languages. */
    static void write(List<String> queries, Path file) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String query : queries) {
            lines.append(JSON.writeValueAsString(query)).append('\n');
        }
        Files.writeString(file, lines);
    }
}
