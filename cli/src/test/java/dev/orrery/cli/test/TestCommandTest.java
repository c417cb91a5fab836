// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.cli.ExitCode;
import dev.orrery.cli.Orrery;
import dev.orrery.cli.terminal.Terminal;
import dev.orrery.embedded.EmbeddedStarRocks;
import dev.orrery.starrocks.JdbcStarRocks;
import dev.orrery.starrocks.Password;
import dev.orrery.starrocks.ServerAddress;
import dev.orrery.starrocks.StarRocks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** {@code orrery test} on a small project, in this process. */
@Tag("slow")
class TestCommandTest {
    private static final Pattern DURATION = Pattern.compile("  [0-9.]+ m?s$", Pattern.MULTILINE);

    @TempDir
    private Path shop = Path.of("");

    private record Ended(int exitCode, String out, String err) {}

    private Ended orrery(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                InputStream.nullInputStream(),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Terminal.Style.PLAIN,
                false);
        int code = Orrery.run(terminal, arguments);
        return new Ended(code, DURATION.matcher(out.toString(UTF_8)).replaceAll(""), err.toString(UTF_8));
    }

    private Ended test(String... more) {
        List<String> arguments = new java.util.ArrayList<>(List.of("test", "-p", shop.toString()));
        arguments.addAll(List.of(more));
        return orrery(arguments.toArray(String[]::new));
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(shop.resolve(path).getParent());
        Files.writeString(shop.resolve(path), text);
    }

    @BeforeEach
    void a_project() throws IOException {
        write("orrery.yml", """
                name: shop
                layers:
                  ods: { kind: table, loaded: true }
                  dws: { kind: view, reads: [ods, dws] }
                """);
        write("models/ods/sale.sql", """
                /*---
                tags: [raw]
                tests:
                  - relationships: { column: shop_id, to: ods.shop, field: id }
                  - rows_satisfy: amount >= 0
                ---*/
                CREATE TABLE ods.sale (
                  id BIGINT NOT NULL, sold_on DATE NOT NULL, shop_id INT NOT NULL,
                  amount DECIMAL(10, 2) NOT NULL DEFAULT "1.00", seen DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP)
                PRIMARY KEY (id, sold_on)
                PARTITION BY date_trunc('day', sold_on)
                DISTRIBUTED BY HASH (id)
                """);
        write("models/ods/shop.sql", """
                /*---
                tests: [ { unique: name }, { accepted_values: { column: country, values: [FR, DE] } } ]
                ---*/
                CREATE TABLE ods.shop (id INT NOT NULL, name VARCHAR(20) NOT NULL, country VARCHAR(2) NOT NULL)
                PRIMARY KEY (id)
                """);
        write("models/ods/shop.csv", "id,name,country\n1,Lyon,FR\n2,Paris,FR\n");
        write("models/dws/today.sql", """
                /*---
                tests: [ { not_null: [shop] } ]
                ---*/
                SELECT b.name AS shop, sum(s.amount) AS amount, max(s.seen) AS seen
                FROM ods.sale s LEFT JOIN ods.shop b ON b.id = s.shop_id
                WHERE s.sold_on = current_date()
                GROUP BY b.name
                """);
        write("tests/today.yml", """
                name: yesterday is over
                model: dws.today
                now: "2026-10-02 08:30:00"
                given:
                  ods.sale:
                    - { id: 1, shop_id: 1, amount: 2, sold_on: 2026-10-02 }
                    - { id: 2, shop_id: 1, sold_on: 2026-10-02 }
                    - { id: 3, shop_id: 1, amount: 9, sold_on: 2026-10-01 }
                expect:
                  - { shop: Lyon, amount: "3.00", seen: "2026-10-02 08:30:00" }
                """);
    }

    @Test
    void given_rows_make_expected_rows_while_the_clock_stands_still() {
        Ended ended = test();
        assertThat(ended.out()).isEqualTo("""
                passed  dws.today: yesterday is over
                passed  dws.today: not_null(shop) in 'yesterday is over'
                passed  ods.shop: unique(name) in 'its CSV'
                passed  ods.shop: accepted_values(country) in 'its CSV'

                6 tests: 4 passed, 0 failed, 2 skipped
                """);
        assertThat(ended.err()).contains("the data tests of ods.sale");
        assertThat(ended.exitCode()).isZero();
        assertThat(shop.resolve(".orrery")).doesNotExist();
    }

    @Test
    void every_test_of_the_examples_passes_and_every_data_test_is_part_of_one() throws IOException {
        try (Stream<Path> examples = Files.list(Path.of("../examples"))) {
            List<Path> projects = examples.filter(folder -> Files.isRegularFile(folder.resolve("orrery.yml")))
                    .toList();
            assertThat(projects).isNotEmpty();
            for (Path project : projects) {
                Ended ended = orrery("test", "-p", project.toString());
                assertThat(ended.exitCode()).as(ended.out()).isZero();
                assertThat(ended.out()).contains(" passed, 0 failed\n").doesNotContain("skipped");
            }
        }
    }

    @Test
    void a_difference_is_shown_as_a_table_and_ends_with_one() throws IOException {
        write("tests/today.yml", """
                name: two shops
                model: dws.today
                now: 2026-10-02
                given:
                  ods.sale:
                    - { id: 1, shop_id: 1, amount: 2, sold_on: 2026-10-02 }
                    - { id: 2, shop_id: 7, amount: 5, sold_on: 2026-10-02 }
                expect:
                  - { shop: Lyon, amount: 3 }
                  - { shop: Rome, amount: 4 }
                """);
        Ended ended = test("--jobs", "1");
        assertThat(ended.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(ended.out()).startsWith("""
                FAILED  dws.today: two shops
                  --> tests/today.yml:1
                  3 rows differ: 1 missing, 1 unexpected, 1 changed
                  row         shop  amount
                  ----------  ----  --------
                  changed     Lyon  3 → 2.00
                  missing     Rome  4
                  unexpected  NULL  5.00
                FAILED  dws.today: not_null(shop) in 'two shops'
                  --> models/dws/today.sql:2
                  1 row breaks it
                """);
    }

    @Test
    void many_tests_at_once_end_as_one_after_the_other() throws IOException {
        StringBuilder tests = new StringBuilder("tests:\n");
        for (int i = 0; i < 30; i++) {
            tests.append("  - { name: n")
                    .append(i)
                    .append(", model: dws.today, now: 2026-10-0")
                    .append(1 + i % 9)
                    .append(", given: { ods.sale: [ { id: 1, shop_id: 2, amount: ")
                    .append(i)
                    .append(", sold_on: 2026-10-0")
                    .append(1 + i % 9)
                    .append(" } ] }, expect: [ { shop: Paris, amount: ")
                    .append(i % 10 == 0 ? 99 : i)
                    .append(" } ] }\n");
        }
        write("tests/today.yml", tests.toString());
        Ended alone = test("--jobs", "1");
        Ended together = test("--jobs", "3");
        assertThat(together.out()).isEqualTo(alone.out()).contains("99 → 10.00");
        assertThat(alone.out()).contains("64 tests: 59 passed, 3 failed, 2 skipped");
    }

    @Test
    void nested_values_and_tables_of_other_catalogs_go_in_and_come_out() throws IOException {
        write("orrery.yml", """
                name: shop
                layers:
                  ods: { kind: table, loaded: true }
                  dws: { kind: view, reads: [ods, dws, external] }
                """);
        write("models/external/lake/raw/click.sql", """
                CREATE EXTERNAL TABLE lake.raw.click (id BIGINT, tags ARRAY<STRING>, at DATETIME)
                """);
        write("models/ods/basket.sql", """
                CREATE TABLE ods.basket (
                  id BIGINT NOT NULL, counts MAP<STRING, INT>, place STRUCT<city STRING, lat DOUBLE>, doc JSON)
                DUPLICATE KEY (id)
                """);
        write("models/dws/wide.sql", """
                SELECT b.id, b.counts, b.place, b.place.city AS city, b.doc, c.tags, array_length(c.tags) AS n
                FROM ods.basket b LEFT JOIN lake.raw.click c ON c.id = b.id
                """);
        write("models/dws/again.sql", "SELECT w.id, w.counts['a'] AS a, w.tags[1] AS first_tag FROM dws.wide w\n");
        write("tests/today.yml", """
                tests:
                  - name: through tables
                    model: dws.wide
                    given:
                      ods.basket: [ { id: 1, counts: { a: 1, b: 2 }, place: { city: Lyon, lat: 45.75 }, doc: { k: [1, "1", null] } } ]
                      lake.raw.click: [ { id: 1, tags: [x, "it's"], at: "2026-10-01 08:00:00" } ]
                    expect:
                      - { id: 1, counts: { b: 2, a: 1 }, place: { city: Lyon, lat: 45.75 }, city: Lyon, doc: { k: [1, "1", null] }, tags: [x, "it's"], n: 2 }
                  - name: through a view
                    model: dws.again
                    given:
                      dws.wide: [ { id: 1, counts: { a: 7 }, tags: [x] }, { id: 2, tags: [], doc: "{}" } ]
                    expect: [ { id: 1, a: 7, first_tag: x }, { id: 2 } ]
                  - { name: nothing in, model: dws.again, expect: [] }
                """);
        Ended ended = test("-s", "dws.wide dws.again");
        assertThat(ended.out()).as(ended.err()).contains("3 tests: 3 passed, 0 failed\n");
    }

    @Test
    void what_the_server_refuses_is_an_error_of_that_test_alone() throws IOException {
        write(
                "tests/odd.yml",
                "{ name: odd, model: ods.shop, given: { ods.shop: [ { id: 1, country: FRANCE } ] }, expect: [] }\n");
        Ended ended = test("--jobs", "1");
        assertThat(ended.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(ended.out())
                .contains("ERROR   ods.shop: odd\n  --> tests/odd.yml:1\n  the embedded server refused 'ods.shop': ")
                .contains("passed  dws.today: yesterday is over")
                .contains("1 could not run");
    }

    @Test
    void a_selector_chooses_models() {
        assertThat(test("-s", "+dws.today").out()).contains("6 tests: 4 passed");
        assertThat(test("-s", "tag:raw").out()).isEqualTo("\n2 tests: 0 passed, 0 failed, 2 skipped\n");
        assertThat(test("--exclude", "layer:ods").out()).contains("2 tests: 2 passed");
    }

    @Test
    void a_broken_test_file_is_a_finding_of_check_and_of_test() throws IOException {
        write("tests/today.yml", "{ name: a, model: dws.today, given: { ods.sale: [ { idd: 1 } ] }, expect: [] }\n");
        assertThat(test().err())
                .contains("ORR-M051")
                .contains("tests/today.yml:1:")
                .contains("did you mean 'id'?");
        Ended checked = orrery("check", "-p", shop.toString());
        assertThat(checked.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(checked.err()).contains("ORR-M051");
    }

    @Test
    void junit_xml_counts_and_tells_the_same() throws Exception {
        write("models/ods/shop.csv", "id,name,country\n1,Lyon,FR\n2,Lyon,IT\n");
        Path report = shop.resolve("out/junit.xml");
        assertThat(test("--junit-xml", report.toString()).exitCode()).isEqualTo(ExitCode.FAILED);
        Element suites = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(report.toFile())
                .getDocumentElement();
        assertThat(suites.getAttribute("tests")).isEqualTo("6");
        assertThat(suites.getAttribute("failures")).isEqualTo("2");
        assertThat(suites.getAttribute("skipped")).isEqualTo("2");
        assertThat(suites.getElementsByTagName("testcase").getLength()).isEqualTo(6);
        assertThat(suites.getElementsByTagName("failure").item(0).getTextContent())
                .contains("Lyon")
                .contains("2");
    }

    @Test
    void with_an_environment_data_tests_read_the_rows_of_that_server() throws IOException {
        try (EmbeddedStarRocks server = EmbeddedStarRocks.start(EmbeddedStarRocks.Options.inMemory());
                StarRocks starRocks = JdbcStarRocks.connect(
                        ServerAddress.of("127.0.0.1", server.mysqlPort(), "root", Password.none()))) {
            write("orrery.yml", """
                    name: shop
                    layers: { ods: { kind: table, loaded: true }, dws: { kind: view, reads: [ods, dws] } }
                    environments: { live: { hosts: "127.0.0.1:%d", password: "${env:NONE_IS_SET}" } }
                    """.formatted(server.mysqlPort()).replace("${env:NONE_IS_SET}", "${file:empty}"));
            write("empty", "\n");
            starRocks.execute("CREATE DATABASE ods");
            starRocks.execute("CREATE TABLE ods.shop (id INT, name VARCHAR(20), country VARCHAR(2)) PRIMARY KEY (id)");
            starRocks.execute("INSERT INTO ods.shop VALUES (1, 'Lyon', 'FR'), (2, 'Lyon', 'IT')");
            Ended ended = test("-e", "live", "-s", "ods.shop");
            assertThat(ended.out()).isEqualTo("""
                    FAILED  ods.shop: unique(name)
                      --> models/ods/shop.sql:2
                      1 row breaks it
                      name  rows
                      ----  ----
                      Lyon     2
                    FAILED  ods.shop: accepted_values(country)
                      --> models/ods/shop.sql:2
                      1 row breaks it
                      country  rows
                      -------  ----
                      IT          1

                    2 tests: 0 passed, 2 failed
                    """);
            assertThat(orrery("apply", "--auto-approve", "-p", shop.toString()).exitCode())
                    .isZero();
            assertThat(test("-e", "embedded").out()).endsWith("5 tests: 5 passed, 0 failed\n");
            assertThat(test("-e", "live", "-s", "dws.today").out()).contains("ERROR   dws.today: not_null(shop)");
        }
    }
}
