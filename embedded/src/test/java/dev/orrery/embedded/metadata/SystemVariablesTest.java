// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orrery.embedded.metadata.SystemVariables.Scope;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SystemVariablesTest {
    private final SystemVariables global = SystemVariables.global();
    private final SystemVariables session = global.session();

    @Test
    void all_of_starrocks_are_known_and_the_comment_says_what_this_is() throws ServerError {
        assertThat(session.all(Scope.SESSION)).hasSize(385);
        assertThat(session.show(Scope.SESSION, "version")).isEqualTo("8.0.33");
        assertThat(session.show(Scope.SESSION, "VERSION_COMMENT"))
                .contains("Orrery")
                .contains("not a StarRocks");
    }

    @Test
    void a_select_types_them_as_starrocks_does() throws ServerError {
        assertThat(session.select(Scope.SESSION, "autocommit"))
                .isEqualTo(new SystemVariables.Value("1", DataType.of(Kind.BIGINT)));
        assertThat(session.select(Scope.SESSION, "query_timeout"))
                .isEqualTo(new SystemVariables.Value("300", DataType.of(Kind.BIGINT)));
        assertThat(session.select(Scope.SESSION, "sql_mode").type()).isEqualTo(DataType.varchar());
    }

    @Test
    void a_session_sets_its_own_and_a_global_one_reaches_later_sessions() throws ServerError {
        session.set(Scope.SESSION, "Query_Timeout", Optional.of("10"));
        assertThat(session.show(Scope.SESSION, "query_timeout")).isEqualTo("10");
        assertThat(global.session().show(Scope.SESSION, "query_timeout")).isEqualTo("300");
        session.set(Scope.GLOBAL, "query_timeout", Optional.of("20"));
        assertThat(global.session().show(Scope.SESSION, "query_timeout")).isEqualTo("20");
        session.set(Scope.SESSION, "query_timeout", Optional.empty());
        assertThat(session.show(Scope.SESSION, "query_timeout")).isEqualTo("300");
        session.set(Scope.SESSION, "autocommit", Optional.of("OFF"));
        assertThat(session.select(Scope.SESSION, "autocommit").text()).isEqualTo("0");
    }

    @Test
    void mistakes_are_told_as_starrocks_tells_them() {
        assertThatThrownBy(() -> session.set(Scope.SESSION, "query_timeoot", Optional.of("1")))
                .isInstanceOf(ServerError.class)
                .hasMessageContaining("Unknown system variable 'query_timeoot', the most similar variables are"
                        + " {'query_timeout'}")
                .extracting(error -> ((ServerError) error).code())
                .isEqualTo(1193);
        assertThatThrownBy(() -> session.set(Scope.SESSION, "query_timeout", Optional.of("x")))
                .hasMessage("Getting analyzing error. Detail message: query_timeout is not a number.");
        assertThatThrownBy(() -> session.set(Scope.SESSION, "version", Optional.of("9")))
                .hasMessageContaining("read only");
    }
}
