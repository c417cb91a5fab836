// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orrery.models.ModelCode;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.SourceFile;
import dev.orrery.models.sql.tree.CreateTable;
import dev.orrery.models.sql.tree.QueryStatement;
import dev.orrery.models.sql.tree.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqlParserTest {
    private static SyntaxException error(String sql) {
        return catchThrowableOfType(SyntaxException.class, () -> SqlParser.parseStatement(sql));
    }

    @Test
    void several_statements_of_a_file_are_read_in_order() {
        Diagnostics diagnostics = new Diagnostics();
        List<Statement> statements = SqlParser.parse(
                new SourceFile("a.sql", "SELECT 1; ;\n CREATE TABLE t (a INT); SELECT 2;"), diagnostics);

        assertThat(diagnostics.sorted()).isEmpty();
        assertThat(statements)
                .extracting(Object::getClass)
                .isEqualTo(List.of(QueryStatement.class, CreateTable.class, QueryStatement.class));
    }

    @Test
    void a_stretch_of_a_file_is_read_with_offsets_in_the_whole_file() {
        String text = "/*---\nkind: view\n---*/\nSELECT a FROM t";
        int from = text.indexOf("SELECT");

        Statement statement = SqlParser.parse(new SourceFile("a.sql", text), from, text.length(), new Diagnostics())
                .get(0);

        assertThat(statement.at().start()).isEqualTo(from);
        assertThat(statement.at().end()).isEqualTo(text.length());
    }

    @Test
    void a_misspelt_type_names_the_nearest_one() {
        assertThat(error("CREATE TABLE t (a BIGNT NOT NULL) DUPLICATE KEY (a)"))
                .hasMessageContaining("there is no type 'BIGNT'")
                .extracting(SyntaxException::help)
                .isEqualTo("did you mean 'BIGINT'?");
        assertThat(error("CREATE TABLE t (a DECMAL(18, 2))")).hasMessageContaining("there is no type 'DECMAL'");
        assertThat(error("SELECT CAST(a AS INTT)")).hasMessageContaining("there is no type 'INTT'");
    }

    @Test
    void errors_in_several_clauses_and_statements_are_all_reported() {
        Diagnostics diagnostics = new Diagnostics();
        List<Statement> statements = SqlParser.parse(
                new SourceFile("a.sql", "SELECT a, FROM t WHERE a = GROUP BY a;\nSELECT 1;\nSELECT a FROM WHERE a"),
                diagnostics);

        assertThat(statements).hasSize(1);
        assertThat(diagnostics.sorted())
                .extracting(d -> d.place().orElseThrow().line() + " " + d.code().id() + " " + d.message())
                .containsExactly(
                        "1 ORR-M007 a comma too many: nothing follows it before 'FROM'",
                        "1 ORR-M001 expected an expression, found 'GROUP'",
                        "3 ORR-M001 expected a table name, found 'WHERE'");
    }

    @Test
    void an_error_has_line_and_column_from_one() {
        SyntaxException error = error("SELECT a\nFROM t WHERE b = = 1");

        assertThat(error.line()).isEqualTo(2);
        assertThat(error.column()).isEqualTo(18);
        assertThat(error.message()).isEqualTo("expected an expression, found '='");
    }

    @Test
    void a_double_colon_cast_is_named() {
        SyntaxException error = error("SELECT a::INT FROM t");

        assertThat(error.code()).isEqualTo(ModelCode.FOREIGN_SYNTAX);
        assertThat(error.help()).isEqualTo("write CAST(value AS type)");
    }

    @Test
    void ilike_is_named() {
        assertThat(error("SELECT a FROM t WHERE a ILIKE 'x%'").message())
                .isEqualTo("'ILIKE' is not known to StarRocks here");
    }

    @Test
    void a_reserved_word_as_an_alias_is_named() {
        SyntaxException error = error("SELECT a AS order FROM t");

        assertThat(error.code()).isEqualTo(ModelCode.RESERVED_WORD);
        assertThat(error.help()).isEqualTo("as a name it needs back-quotes: `order`");
    }

    @Test
    void double_quotes_where_a_name_is_wanted_are_named() {
        assertThat(error("SELECT a FROM \"t\"").message())
                .isEqualTo("\"t\" is a string in StarRocks, expected a table name");
    }

    @Test
    void double_quotes_make_a_string() {
        assertThat(SqlPrinter.print(SqlParser.parseExpression("\"it's\""))).isEqualTo("'it''s'");
    }

    @Test
    void a_quote_that_is_never_closed_is_one_error() {
        Diagnostics diagnostics = new Diagnostics();
        SqlParser.parse(new SourceFile("a.sql", "SELECT 1; SELECT 'a"), diagnostics);

        assertThat(diagnostics.sorted()).extracting(d -> d.code().id()).containsExactly("ORR-M002");
    }

    @Test
    void nesting_without_end_is_a_diagnostic_and_no_crash() {
        assertThat(error("SELECT " + "(".repeat(100_000)).code()).isEqualTo(ModelCode.NESTED_TOO_DEEP);
        assertThat(error("SELECT " + "f(".repeat(100_000)).code()).isEqualTo(ModelCode.NESTED_TOO_DEEP);
        assertThat(error("SELECT " + "- ".repeat(100_000)).code()).isEqualTo(ModelCode.NESTED_TOO_DEEP);
        assertThat(error("SELECT " + "NOT ".repeat(100_000)).code()).isEqualTo(ModelCode.NESTED_TOO_DEEP);
        assertThat(error("SELECT " + "[".repeat(100_000)).code()).isEqualTo(ModelCode.NESTED_TOO_DEEP);
        assertThat(error("SELECT * FROM " + "(".repeat(100_000)).code()).isEqualTo(ModelCode.NESTED_TOO_DEEP);
        assertThat(error("SELECT * FROM " + "(SELECT * FROM ".repeat(10_000)).code())
                .isEqualTo(ModelCode.NESTED_TOO_DEEP);
        assertThat(error("SELECT 1" + " + 1".repeat(100_000)).code()).isEqualTo(ModelCode.NESTED_TOO_DEEP);
        assertThat(error("CREATE TABLE t (a " + "ARRAY<".repeat(100_000)).code())
                .isEqualTo(ModelCode.NESTED_TOO_DEEP);
    }

    @Test
    void what_follows_an_expression_is_refused() {
        assertThatThrownBy(() -> SqlParser.parseExpression("a b"))
                .isInstanceOf(SyntaxException.class)
                .hasMessage("expected the end of the statement, found 'b'");
    }

    @Test
    void a_text_is_split_at_semicolons_outside_of_quotes_and_comments() {
        assertThat(SqlParser.split("SELECT ';' ; -- ;\n ; INSERT INTO `a;b` VALUES (1) /* ; */;"))
                .containsExactly("SELECT ';'", "INSERT INTO `a;b` VALUES (1) /* ; */");
    }
}
