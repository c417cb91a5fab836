// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded;

import dev.orrery.embedded.duck.Refusal;
import dev.orrery.embedded.engine.Engine;
import dev.orrery.embedded.session.Answer;
import dev.orrery.embedded.session.EmbeddedCode;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.statement.ServerQuestions;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.sql.tree.SessionStatement;
import java.util.Map;
import java.util.Optional;

/** What the engine alone can say about itself. */
final class EngineQuestions implements ServerQuestions {
    private static final Map<String, String> VARIABLES = Map.ofEntries(
            Map.entry("auto_increment_increment", "1"),
            Map.entry("autocommit", "1"),
            Map.entry("character_set_client", "utf8"),
            Map.entry("character_set_connection", "utf8"),
            Map.entry("character_set_results", "utf8"),
            Map.entry("character_set_server", "utf8"),
            Map.entry("collation_connection", "utf8_general_ci"),
            Map.entry("collation_server", "utf8_general_ci"),
            Map.entry("init_connect", ""),
            Map.entry("interactive_timeout", "3600"),
            Map.entry("license", "Apache License, Version 2.0"),
            Map.entry("lower_case_table_names", "0"),
            Map.entry("max_allowed_packet", "33554432"),
            Map.entry("net_buffer_length", "16384"),
            Map.entry("net_read_timeout", "60"),
            Map.entry("net_write_timeout", "60"),
            Map.entry("performance_schema", "0"),
            Map.entry("query_cache_size", "1048576"),
            Map.entry("query_cache_type", "0"),
            Map.entry("sql_mode", "ONLY_FULL_GROUP_BY"),
            Map.entry("system_time_zone", "UTC"),
            Map.entry("time_zone", "SYSTEM"),
            Map.entry("transaction_isolation", "REPEATABLE-READ"),
            Map.entry("transaction_read_only", "0"),
            Map.entry("tx_isolation", "REPEATABLE-READ"),
            Map.entry("version", "8.0.33"),
            Map.entry("version_comment", "Orrery embedded engine on DuckDB, not a StarRocks cluster"),
            Map.entry("wait_timeout", "28800"));

    private final Engine engine;

    EngineQuestions(Engine engine) {
        this.engine = engine;
    }

    @Override
    public Optional<Rows> systemTable(ModelName name, Asker asker) {
        return Optional.empty();
    }

    @Override
    public Answer show(SessionStatement.Show statement, Asker asker) {
        throw new Refusal(EmbeddedCode.STATEMENT_REFUSED, "statement 'SHOW " + statement.what() + "'");
    }

    @Override
    public Answer describe(SessionStatement.Describe statement, Asker asker) {
        throw new Refusal(
                EmbeddedCode.STATEMENT_REFUSED,
                "statement 'DESC' of " + engine.catalog().tables().size() + " tables");
    }

    @Override
    public void kill(SessionStatement.Kill statement, Asker asker) throws ServerError {
        throw new ServerError(1094, "HY000", "Unknown thread id");
    }

    @Override
    public Optional<String> variable(String name) {
        return Optional.ofNullable(VARIABLES.get(name));
    }
}
