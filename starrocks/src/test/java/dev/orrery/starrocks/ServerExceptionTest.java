// SPDX-License-Identifier: Apache-2.0
package dev.orrery.starrocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Codes and messages are those that a 4.1 front end was recorded to answer, and MySQL's, which 3.1 and 3.2 answered. */
class ServerExceptionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5502|42602|Getting analyzing error. Detail message: Unknown table 'pdb.nope'.|UNKNOWN_TABLE",
                "1051|42S02|Unknown table 'nope'|UNKNOWN_TABLE",
                "5501|3F000|Unknown database 'nodb'|UNKNOWN_DATABASE",
                "1049|42000|Unknown database 'nodb'|UNKNOWN_DATABASE",
                "1064|HY000|Getting analyzing error. Detail message: Column 'nope' cannot be resolved.|UNKNOWN_COLUMN",
                "1064|HY000|Getting syntax error at line 1, column 0. Detail message: Unexpected input 'SELEC'.|SYNTAX",
                "1064|HY000|Getting analyzing error at line 1, column 26. Detail message: Can not find materialized view:nope.|UNKNOWN_TABLE",
                "1064|HY000|Getting analyzing error. Detail message: The specified table [pdb.base] is not a view.|ANALYSIS",
                "1050|42S01|Table 'v1' already exists|ALREADY_EXISTS",
                "1007|HY000|Can't create database 'pdb'; database exists|ALREADY_EXISTS",
                "1005|HY000|Can't create table 'x' (errno: table already exists)|ALREADY_EXISTS",
                "1045|28000|Access denied for user 'a' (using password: YES)|ACCESS_DENIED",
                "5203|42000|Access denied; you need (at least one of) the SELECT privilege(s) on TABLE t for this operation.|ACCESS_DENIED",
                "5024|53400|Query reached its timeout of 300 seconds|TIMEOUT",
                "0|08S01|Communications link failure|CONNECTION_LOST",
                "1064|HY000|Table state is not NORMAL|OTHER",
            })
    void errors_of_every_version_are_told_apart(int code, String state, String message, ServerException.Kind kind) {
        assertThat(ServerException.of(new SQLException(message, state, code)).kind())
                .isEqualTo(kind);
    }

    @Test
    void an_error_without_a_text_is_still_one() {
        ServerException exception = ServerException.of(new SQLException());
        assertThat(exception.kind()).isEqualTo(ServerException.Kind.OTHER);
        assertThat(exception.isMissingObject()).isFalse();
    }
}
