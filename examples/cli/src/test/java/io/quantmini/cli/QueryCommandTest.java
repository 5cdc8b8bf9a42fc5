package io.quantmini.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryCommandTest {
    @TempDir
    private static Path lake;

    @TempDir
    Path directory;

    @BeforeAll
    static void run_the_demo() {
        assertThat(CommandRun.of("demo", "--lake", lake, "--sessions", 4, "--symbols", 12)
                        .code())
                .isZero();
    }

    private static CommandRun query(String sql, Object... more) {
        return CommandRun.of(Stream.concat(Stream.of("query", sql, "--lake", lake), Stream.of(more))
                .toArray());
    }

    private static CommandRun bars(Object... arguments) {
        return CommandRun.of(Stream.concat(Stream.of("bars", "--lake", lake), Stream.of(arguments))
                .toArray());
    }

    private long filesInDirectory() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }

    @Test
    void a_table_has_numbers_to_the_right_and_says_how_many_rows_and_how_long() {
        CommandRun run = query("SELECT * FROM (VALUES ('a', 1), ('long', 100)) t(word, number)");

        assertThat(run.out()).startsWith("word  number\n------------\na          1\nlong     100\n2 rows, ");
        assertThat(run.code()).isZero();
    }

    @Test
    void csv_quotes_what_needs_it_and_tells_nothing_from_empty_text() {
        CommandRun run = query(
                "SELECT * FROM (VALUES ('a,b', 'x\"y', NULL, ''), ('NA', 'l\nm', 1.5, 'NULL')) t(a, \"b,c\", d, e)",
                "--format",
                "csv");

        assertThat(run.out()).isEqualTo("a,\"b,c\",d,e\n\"a,b\",\"x\"\"y\",,\"\"\nNA,\"l\nm\",1.5,NULL\n");
        assertThat(run.err()).startsWith("2 rows, ");
    }

    @Test
    void json_is_one_document() throws IOException {
        CommandRun run = query("SELECT range AS n, NULL AS none FROM range(5000)", "--format", "json");

        JsonNode document = new ObjectMapper().readTree(run.out());
        assertThat(document.get("rows")).hasSize(5000);
        assertThat(document.get("rows").get(7).toString()).isEqualTo("{\"n\":7,\"none\":null}");
        assertThat(document.get("row_count").asInt()).isEqualTo(5000);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void values_are_parameters_whatever_they_look_like() {
        assertThat(query(
                                "SELECT count(*) AS n FROM bronze.stocks_daily WHERE symbol = ?",
                                "--param",
                                "NA",
                                "--format",
                                "csv")
                        .out())
                .isEqualTo("n\n4\n");
        assertThat(query("SELECT ? AS a, ? AS b", "--param", "'; DROP", "--param", "", "--format", "csv")
                        .out())
                .isEqualTo("a,b\n'; DROP,\"\"\n");
        assertThat(query(
                                "SELECT count(*) > 0 AS n FROM bronze.stocks_daily WHERE date >= ? AND volume > ?",
                                "--param",
                                "2025-11-03",
                                "--param",
                                "10",
                                "--format",
                                "csv")
                        .out())
                .isEqualTo("n\ntrue\n");
    }

    @Test
    void a_parquet_file_has_all_rows_and_another_program_reads_them() throws SQLException, IOException {
        Path file = directory.resolve("o'ut.parquet");
        CommandRun run = query("SELECT * FROM bronze.stocks_minute", "--format", "parquet", "--out", file);

        assertThat(run.code()).as(run.err()).isZero();
        String rows = query("SELECT count(*) AS n, sum(volume) AS v FROM bronze.stocks_minute", "--format", "csv")
                .out();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet read = statement.executeQuery(
                        "SELECT count(*), sum(volume) FROM '" + file.toString().replace("'", "''") + "'")) {
            assertThat(read.next()).isTrue();
            assertThat("n,v\n" + read.getLong(1) + "," + read.getDouble(2) + "\n")
                    .isEqualTo(rows);
        }
        assertThat(filesInDirectory()).isOne();
    }

    @Test
    void a_column_that_has_no_place_in_a_parquet_file_is_named() throws IOException {
        CommandRun run = query(
                "SELECT sum(transactions) AS trades FROM bronze.stocks_daily",
                "--format",
                "parquet",
                "--out",
                directory.resolve("a.parquet"));

        assertThat(run.code()).isEqualTo(Main.FAILED);
        assertThat(run.err()).contains("trades").doesNotContain("\tat ");
        assertThat(filesInDirectory()).isZero();
    }

    @Test
    void an_arrow_file_and_an_arrow_stream_have_the_rows() throws IOException {
        Path file = directory.resolve("out.arrow");
        String sql = "SELECT symbol, range AS n FROM bronze.stocks_daily, range(1000)";
        assertThat(query(sql, "--format", "arrow", "--out", file).code()).isZero();
        try (BufferAllocator allocator = new RootAllocator();
                ArrowFileReader reader = new ArrowFileReader(Files.newByteChannel(file), allocator)) {
            assertThat(rows(reader)).isEqualTo(counted());
        }

        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            assertThat(query(sql, "--format", "arrow").code()).isZero();
        } finally {
            System.setOut(before);
        }
        try (BufferAllocator allocator = new RootAllocator();
                ArrowStreamReader reader =
                        new ArrowStreamReader(new ByteArrayInputStream(out.toByteArray()), allocator)) {
            assertThat(rows(reader)).isEqualTo(counted());
        }
    }

    private static long counted() {
        String count = query("SELECT 1000 * count(*) AS n FROM bronze.stocks_daily", "--format", "csv")
                .out();
        return Long.parseLong(count.lines().skip(1).findFirst().orElseThrow());
    }

    private static long rows(ArrowReader reader) throws IOException {
        long rows = 0;
        VectorSchemaRoot root = reader.getVectorSchemaRoot();
        while (reader.loadNextBatch()) {
            assertThat(root.getVector("n").getObject(0)).isInstanceOf(Long.class);
            rows += root.getRowCount();
        }
        return rows;
    }

    @Test
    void a_file_is_replaced_whole_or_left_as_it_was() throws IOException {
        Path file = Files.writeString(directory.resolve("out.csv"), "before");

        CommandRun failed = query(
                "SELECT CASE WHEN range = 900000 THEN error('boom') ELSE 'x' END AS x FROM range(1000000)",
                "--format",
                "csv",
                "--out",
                file);
        assertThat(failed.code()).isEqualTo(Main.FAILED);
        assertThat(failed.err()).contains("boom");
        assertThat(file).hasContent("before");

        assertThat(query("SELECT 1 AS a", "--format", "csv", "--out", file).code())
                .isZero();
        assertThat(file).hasContent("a\n1\n");
        assertThat(filesInDirectory()).isOne();
    }

    @Test
    void nothing_is_written_into_the_lake() throws IOException {
        Files.createSymbolicLink(directory.resolve("link"), lake.resolve("bronze"));
        for (Path inside : List.of(
                lake.resolve("a.csv"), lake.resolve("metadata/ledger.jsonl"), directory.resolve("link/a.csv"))) {
            CommandRun run = query("SELECT 1", "--format", "csv", "--out", inside);
            assertThat(run.code()).isEqualTo(Main.FAILED);
            assertThat(run.err()).contains("outside the lake");
        }
        assertThat(lake.resolve("a.csv")).doesNotExist();
        assertThat(lake.resolve("bronze/a.csv")).doesNotExist();
    }

    @Test
    void past_the_timeout_the_command_fails_and_says_so() {
        CommandRun run = query("SELECT count(*) FROM range(1000000000000) WHERE hash(range) = 1", "--timeout", "0.2s");

        assertThat(run.code()).isEqualTo(Main.FAILED);
        assertThat(run.err()).contains("within PT0.2S");
        assertThat(query("SELECT 1", "--timeout", "soon").code()).isEqualTo(Main.WRONG_USAGE);
    }

    @Test
    void bars_are_a_table_with_new_york_time() {
        CommandRun run = bars("NA", "--from", "2025-11-03", "--to", "2025-11-03", "--every", "1h", "--regular");

        assertThat(run.code()).as(run.err()).isZero();
        List<String> lines = run.out().lines().toList();
        assertThat(lines.get(0)).matches("symbol  New York +open +high +low +close +volume +trades");
        assertThat(lines.get(2)).startsWith("NA      2025-11-03 09:30  ");
        assertThat(lines.get(lines.size() - 1)).matches("[67] rows, [0-9.]+ s");
        assertThat(bars("NA", "--every", "1d", "--limit", "2").out()).contains("… and 2 more", "4 rows, ");
    }

    @Test
    void bars_come_in_every_format() throws IOException {
        CommandRun csv = bars("NA", "--every", "1d", "--format", "csv");
        assertThat(csv.out())
                .startsWith("symbol,timestamp,open,high,low,close,volume,transactions\nNA,2025-11-03T05:00:00Z,");
        assertThat(csv.out().lines()).hasSize(5);
        JsonNode json = new ObjectMapper()
                .readTree(bars("NA", "--every", "1w", "--json").out());
        assertThat(json.get("row_count").asInt()).isOne();
        Path file = directory.resolve("bars.parquet");
        assertThat(bars("NA", "--every", "5m", "--format", "parquet", "--out", file)
                        .code())
                .isZero();
        assertThat(file).isNotEmptyFile();
    }

    @Test
    void wrong_bars_are_wrong_usage() {
        assertThat(bars("NA", "--every", "2m").code()).isEqualTo(Main.WRONG_USAGE);
        assertThat(bars().code()).isEqualTo(Main.WRONG_USAGE);
        assertThat(bars("NA", "--from", "2025-11-05", "--to", "2025-11-03").code())
                .isEqualTo(Main.WRONG_USAGE);
        assertThat(bars("NA", "--candles", "--format", "csv").code()).isEqualTo(Main.WRONG_USAGE);
    }

    @Test
    void candles_of_the_demo_fit_the_width() {
        CommandRun run = bars("NA", "--from", "2025-11-03", "--every", "5m", "--candles");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("NA\n").contains("█", "▒", "│");
        assertThat(run.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }
}
