// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamLoadTest {
    private static final String[] JSON = {"format", "json", "strip_outer_array", "true"};

    private StoredTables tables;
    private LoadServer server;
    private LoadClient client;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        tables = StoredTables.inMemory()
                .with(
                        "CREATE TABLE ods.t (id BIGINT NOT NULL, name VARCHAR(10), amount DECIMAL(10, 2)) PRIMARY KEY (id)")
                .with("""
                        CREATE TABLE ods.wide (
                          id BIGINT NOT NULL, flag BOOLEAN, tiny TINYINT, small SMALLINT, num INT, huge LARGEINT, f FLOAT,
                          d DOUBLE, small_dec DECIMAL(4, 1), mid_dec DECIMAL(9, 3), big_dec DECIMAL(38, 10), day DATE,
                          at DATETIME, doc JSON, txt STRING)
                        PRIMARY KEY (id)""");
        server = LoadServer.start(
                tables.target(),
                (user, password, table) -> user.equals("root"),
                LoadOptions.local(directory.resolve("load"), new TestClock()));
        client = new LoadClient(server);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        tables.close();
    }

    private List<String> rows() throws Exception {
        return tables.rows("SELECT * FROM ods.t ORDER BY id");
    }

    @Test
    void csv_rows_are_upserted_by_key() throws Exception {
        client.streamLoad("ods.t", "1,ann,1.50\n2,bob,2\n", "column_separator", ",");
        JsonNode answer = client.streamLoad("ods.t", "2,rob,3.25\n3,\\N,\n", "column_separator", ",");

        assertThat(answer.get("Status").asText()).isEqualTo("Success");
        assertThat(rows()).containsExactly("1|ann|1.50", "2|rob|3.25", "3|null|null");
    }

    @Test
    void the_answer_has_the_keys_of_the_real_one_in_their_order() throws Exception {
        JsonNode answer = client.streamLoad("ods.t", "1\tann\t1\n", "label", "first");

        List<String> keys = new ArrayList<>();
        Iterator<String> names = answer.fieldNames();
        names.forEachRemaining(keys::add);
        assertThat(keys)
                .containsExactly(
                        "TxnId",
                        "Label",
                        "Db",
                        "Table",
                        "Status",
                        "Message",
                        "NumberTotalRows",
                        "NumberLoadedRows",
                        "NumberFilteredRows",
                        "NumberUnselectedRows",
                        "LoadBytes",
                        "LoadTimeMs",
                        "BeginTxnTimeMs",
                        "StreamLoadPlanTimeMs",
                        "ReadDataTimeMs",
                        "WriteDataTimeMs",
                        "CommitAndPublishTimeMs");
        assertThat(answer.get("Label").asText()).isEqualTo("first");
        assertThat(answer.get("Message").asText()).isEqualTo("OK");
        assertThat(answer.get("NumberLoadedRows").asInt()).isEqualTo(1);
        assertThat(answer.get("LoadBytes").asInt()).isEqualTo(8);
    }

    @Test
    void delimiters_may_be_written_in_hexadecimal() throws Exception {
        client.streamLoad("ods.t", "1\u0001a\nb\u00012\u0002", "column_separator", "\\x01", "row_delimiter", "\\x02");

        assertThat(rows()).containsExactly("1|a\nb|2.00");
    }

    @Test
    void quotes_escapes_headers_and_blanks_are_honoured_where_asked() throws Exception {
        client.streamLoad(
                "ods.t",
                "id,name,amount\n 1 ,\"a,\"\"b\"\"\nc\", 2 \n",
                "column_separator",
                ",",
                "enclose",
                "\"",
                "escape",
                "\\",
                "skip_header",
                "1",
                "trim_space",
                "true");

        assertThat(rows()).containsExactly("1|a,\"b\"\nc|2.00");
    }

    @Test
    void the_columns_header_orders_skips_and_sets() throws Exception {
        client.streamLoad("ods.t", "5,x,ann\n", "column_separator", ",", "columns", "amount, tmp, `name`, id=7");

        assertThat(rows()).containsExactly("7|ann|5.00");
    }

    @Test
    void json_rows_may_leave_keys_out_repeat_them_and_add_some() throws Exception {
        client.streamLoad(
                "ods.t", "[{\"id\":1,\"name\":\"a\",\"name\":\"b\",\"zzz\":[1]},{\"amount\":1E-7,\"id\":2}]", JSON);

        assertThat(rows()).containsExactly("1|a|null", "2|null|0.00");
    }

    @Test
    void op_deletes_and_the_last_row_of_a_key_counts() throws Exception {
        client.streamLoad("ods.t", "[{\"id\":1,\"name\":\"a\"},{\"id\":2,\"name\":\"b\"}]", JSON);
        client.streamLoad(
                "ods.t",
                "[{\"id\":1,\"__op\":1},{\"id\":2,\"name\":\"x\",\"__op\":0},{\"id\":2,\"name\":\"y\",\"__op\":0}]",
                JSON);

        assertThat(rows()).containsExactly("2|y|null");
    }

    @Test
    void every_type_is_read_as_the_connector_writes_it() throws Exception {
        JsonNode answer = client.streamLoad("ods.wide", """
                [{"id":1,"flag":1,"tiny":true,"small":-5,"num":2.9,"huge":170141183460469231731687303715884105727,
                 "f":1.5,"d":"2.5E10","small_dec":"-1.25","mid_dec":1E-7,"big_dec":1234567890123456789012345678.0123456789,
                 "day":"2026-01-02","at":"1999-12-31T00:00","doc":{"b":[1,2.50],"a":null},"txt":{"k": 1}},
                 {"id":2,"flag":"false","at":"2026-01-02 03:04:05.123456","day":"20260102","doc":"{\\"x\\":1}","txt":true},
                 {"id":3,"at":"2026-01-02T03:04:05","day":"2026-01-02 10:00:00","doc":"plain","big_dec":0E-10}]
                """, JSON);

        assertThat(answer.get("Message").asText()).isEqualTo("OK");
        assertThat(tables.rows("SELECT * FROM ods.wide ORDER BY id"))
                .containsExactly(
                        "1|true|1|-5|2|170141183460469231731687303715884105727|1.5|2.5E10|-1.3|0.000|"
                                + "1234567890123456789012345678.0123456789|2026-01-02|1999-12-31 00:00:00.0|"
                                + "{\"b\":[1,2.50],\"a\":null}|{\"k\":1}",
                        "2|false|null|null|null|null|null|null|null|null|null|2026-01-02|2026-01-02 03:04:05.123456|"
                                + "{\"x\":1}|1",
                        "3|null|null|null|null|null|null|null|null|null|0E-10|2026-01-02|2026-01-02 03:04:05.0|"
                                + "\"plain\"|null");
    }

    @Test
    void a_value_of_another_type_is_null_unless_strict() throws Exception {
        JsonNode lenient = client.streamLoad("ods.t", "1,ann,much\n", "column_separator", ",");
        assertThat(lenient.get("Status").asText()).isEqualTo("Success");
        assertThat(rows()).containsExactly("1|ann|null");

        JsonNode strict = client.streamLoad("ods.t", "2,bob,much\n", "column_separator", ",", "strict_mode", "true");
        assertThat(strict.get("Status").asText()).isEqualTo("Fail");
        assertThat(strict.get("Message").asText()).isEqualTo("too many filtered rows");
        assertThat(client.get(strict.get("ErrorURL").asText()))
                .isEqualTo("Error: Value 'much' is out of range. The type of 'amount' is DECIMAL(10, 2)."
                        + " Row: 2,bob,much\n");
        assertThat(rows()).hasSize(1);
    }

    @Test
    void bad_rows_within_the_ratio_are_left_out_and_reported() throws Exception {
        JsonNode answer = client.streamLoad(
                "ods.t",
                "1,ann,1\n\n,bob,2\n3,carol\n4,a name too long,4\n5,eve,5\n",
                "column_separator",
                ",",
                "max_filter_ratio",
                "0.6");

        assertThat(answer.get("Status").asText()).isEqualTo("Success");
        assertThat(answer.get("NumberTotalRows").asInt()).isEqualTo(5);
        assertThat(answer.get("NumberFilteredRows").asInt()).isEqualTo(3);
        assertThat(rows()).containsExactly("1|ann|1.00", "5|eve|5.00");
        assertThat(client.get(answer.get("ErrorURL").asText()))
                .contains("NULL value in non-nullable column 'id'. Row: ,bob,2")
                .contains("Target column count: 3 doesn't match source value column count: 2."
                        + " Column separator: ',', Row delimiter: '\\n'. Row: 3,carol")
                .contains("String 'a name too long' is too long");
    }

    @Test
    void malformed_json_and_invalid_utf8_are_not_loaded() throws Exception {
        JsonNode json = client.streamLoad("ods.t", "[{\"id\":1},{\"id\":", JSON);
        assertThat(json.get("Status").asText()).isEqualTo("Fail");
        assertThat(json.get("Message").asText()).startsWith("Failed to parse json");

        JsonNode utf8 =
                client.streamLoad("ods.t", new byte[] {'1', ',', (byte) 0xC3, ',', '1', '\n'}, "column_separator", ",");
        assertThat(client.get(utf8.get("ErrorURL").asText())).startsWith("Error: Invalid UTF-8 row");
        assertThat(rows()).isEmpty();
    }

    @Test
    void an_array_needs_strip_outer_array() throws Exception {
        JsonNode answer = client.streamLoad("ods.t", "[{\"id\":1}]", "format", "json");
        assertThat(answer.get("Message").asText()).contains("strip_outer_array=true");

        client.streamLoad("ods.t", "{\"id\":1}\n{\"id\":2}", "format", "json");
        assertThat(rows()).hasSize(2);
    }

    @Test
    void a_label_loads_once() throws Exception {
        client.streamLoad("ods.t", "1,a,1\n", "column_separator", ",", "label", "once");
        JsonNode again = client.streamLoad("ods.t", "2,b,2\n", "column_separator", ",", "label", "once");

        assertThat(again.get("Status").asText()).isEqualTo("Label Already Exists");
        assertThat(again.get("ExistingJobStatus").asText()).isEqualTo("FINISHED");
        assertThat(again.get("Message").asText()).isEqualTo("Label [once] has already been used.");
        assertThat(rows()).containsExactly("1|a|1.00");
        assertThat(client.state("ods", "once")).isEqualTo("VISIBLE");
    }

    @Test
    void the_label_of_a_failed_load_is_free_again() throws Exception {
        JsonNode failed = client.streamLoad("ods.t", "x,a,1\n", "column_separator", ",", "label", "again");
        assertThat(failed.get("Status").asText()).isEqualTo("Fail");
        assertThat(client.state("ods", "again")).isEqualTo("ABORTED");

        JsonNode second = client.streamLoad("ods.t", "1,a,1\n", "column_separator", ",", "label", "again");
        assertThat(second.get("Status").asText()).isEqualTo("Success");
    }

    @Test
    void partial_update_keeps_the_other_columns() throws Exception {
        client.streamLoad("ods.t", "1,a,1\n", "column_separator", ",");
        client.streamLoad(
                "ods.t",
                "[{\"id\":1,\"amount\":9,\"name\":\"ignored\"},{\"id\":2,\"amount\":8}]",
                "format",
                "json",
                "strip_outer_array",
                "true",
                "partial_update",
                "TRUE",
                "columns",
                "id,amount,__op");

        assertThat(rows()).containsExactly("1|a|9.00", "2|null|8.00");
    }

    @Test
    void gzip_and_chunks_are_unpacked() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("1,a,1\n".getBytes(StandardCharsets.UTF_8));
        }
        JsonNode answer =
                client.streamLoad("ods.t", packed.toByteArray(), "column_separator", ",", "compression", "gzip");
        assertThat(answer.get("Status").asText()).isEqualTo("Success");
        assertThat(rows()).containsExactly("1|a|1.00");
    }

    @Test
    void raw_deflate_is_unpacked() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        Deflater raw = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try (DeflaterOutputStream deflate = new DeflaterOutputStream(packed, raw)) {
            deflate.write("1,a,1\n".getBytes(StandardCharsets.UTF_8));
        }
        raw.end();
        JsonNode answer =
                client.streamLoad("ods.t", packed.toByteArray(), "column_separator", ",", "compression", "deflate");
        assertThat(answer.get("Status").asText()).isEqualTo("Success");
        assertThat(rows()).containsExactly("1|a|1.00");
    }

    @Test
    void lz4_frames_are_unpacked() throws Exception {
        // Literals "1,ab", then a match of 8 at distance 2 ("abababab"), then the literals ",1\n"; one block.
        byte[] frame = {
            0x04,
            0x22,
            0x4D,
            0x18,
            0x60,
            0x40,
            (byte) 0x82,
            11,
            0,
            0,
            0,
            0x44,
            '1',
            ',',
            'a',
            'b',
            2,
            0,
            0x30,
            ',',
            '1',
            '\n',
            0,
            0,
            0,
            0
        };
        JsonNode answer = client.streamLoad("ods.t", frame, "column_separator", ",", "compression", "lz4_frame");

        assertThat(answer.get("Message").asText()).isEqualTo("OK");
        assertThat(rows()).containsExactly("1|ababababab|1.00");
    }

    @Test
    void what_is_not_supported_is_refused_by_name() throws Exception {
        for (String header : List.of("temporary_partitions", "channel_id")) {
            JsonNode answer = client.streamLoad("ods.t", "1,a,1\n", header, "id > 1");
            assertThat(answer.get("Status").asText()).isEqualTo("Fail");
            assertThat(answer.get("Message").asText())
                    .isEqualTo("ORR-E013: header '" + header + "' is not supported by the embedded server");
        }
        assertThat(rows()).isEmpty();
    }

    @Test
    void no_rows_at_all_are_a_failure() throws Exception {
        JsonNode answer = client.streamLoad("ods.t", "[]", JSON);
        assertThat(answer.get("Message").asText()).isEqualTo("No rows were imported from upstream");
    }

    @Test
    void an_unknown_table_is_named() throws IOException, InterruptedException {
        JsonNode answer = client.streamLoad("ods.nix", "1\n");
        assertThat(answer.get("Status").asText()).isEqualTo("Fail");
        assertThat(answer.get("Message").asText()).isEqualTo("unknown table \"ods.nix\"");
    }
}
