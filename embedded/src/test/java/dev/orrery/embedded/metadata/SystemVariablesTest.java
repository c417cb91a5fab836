// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.embedded.session.ServerError;
import org.junit.jupiter.api.Test;

final class SystemVariablesTest {
    @Test
    void all_of_starrocks_are_known_and_the_comment_says_what_this_is() {
        assertThat(SystemVariables.all()).hasSize(385);
        assertThat(SystemVariables.standard("version")).contains("8.0.33");
        assertThat(SystemVariables.standard("VERSION_COMMENT").orElseThrow())
                .contains("Orrery")
                .contains("not a StarRocks");
        assertThat(SystemVariables.standard("nope")).isEmpty();
    }

    @Test
    void a_switch_is_shown_as_a_word_and_selected_as_a_number() {
        assertThat(SystemVariables.standard("transaction_read_only")).contains("false");
        assertThat(SystemVariables.selected("transaction_read_only")).contains("0");
        assertThat(SystemVariables.selected("autocommit")).contains("1");
        assertThat(SystemVariables.selected("version")).contains("8.0.33");
    }

    @Test
    void an_unknown_one_is_told_with_the_nearest() {
        ServerError error = SystemVariables.unknown("query_timeoot");
        assertThat(error.code()).isEqualTo(1193);
        assertThat(error)
                .hasMessage("Getting analyzing error. Detail message: Unknown system variable 'query_timeoot', the most"
                        + " similar variables are {'query_timeout'}.");
    }
}
