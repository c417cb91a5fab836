// SPDX-License-Identifier: Apache-2.0
package dev.orrery.starrocks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.models.project.StarRocksVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerVersionTest {
    @ParameterizedTest
    @CsvSource({
        "4.1.0-ad83983, 4, 1, 0",
        "StarRocks version 3.2.4, 3, 2, 4",
        "3.5, 3, 5, 0",
        "main-ad83983, 4, 1, 0",
        "'', 4, 1, 0",
    })
    void the_numbers_are_taken_out_of_whatever_a_server_says(String text, int major, int minor, int patch) {
        assertThat(ServerVersion.parse(text))
                .isEqualTo(new ServerVersion(new StarRocksVersion(major, minor, patch), text));
    }

    @Test
    void versions_compare_by_number_and_not_by_letter() {
        ServerVersion version = ServerVersion.parse("3.10.2");
        assertThat(version.atLeast(3, 9)).isTrue();
        assertThat(version.atLeast(3, 10, 2)).isTrue();
        assertThat(version.atLeast(3, 10, 3)).isFalse();
        assertThat(version.atLeast(4, 0)).isFalse();
    }
}
