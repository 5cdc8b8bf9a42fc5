package io.quantmini.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quantmini.Quantmini;
import io.quantmini.cli.demo.SyntheticMarket;
import io.quantmini.market.Dataset;
import io.quantmini.pipeline.FlatFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code features} and {@code features preview} over five sessions of an invented market. */
class FeaturesCommandTest {
    private static final SyntheticMarket MARKET = SyntheticMarket.of(5, 11, 7);

    @TempDir
    private Path directory;

    private Path lake = Path.of("");
    private Path mine = Path.of("");

    @BeforeEach
    void ingest() throws IOException {
        lake = directory.resolve("lake");
        mine = directory.resolve("mine.yaml");
        Files.writeString(mine, """
                name: mine
                version: 1
                dataset: stocks_daily
                features:
                  gap: $open/Ref($close,1)-1
                labels:
                  next: Ref($close,-1)/$close-1
                """);
        for (LocalDate session : MARKET.sessions()) {
            Path file = directory.resolve("files").resolve(Dataset.STOCKS_DAILY.key(session));
            Files.createDirectories(file.getParent());
            Files.write(file, MARKET.flatFile(Dataset.STOCKS_DAILY, session));
        }
        try (Quantmini quantmini = Quantmini.open(lake)) {
            quantmini
                    .pipeline()
                    .source(FlatFiles.directory(directory.resolve("files")))
                    .datasets(Dataset.STOCKS_DAILY)
                    .run();
        }
    }

    @Test
    void sets_are_added_to_those_that_silver_has_until_they_are_replaced() throws IOException {
        assertThat(features().code()).isZero();
        assertThat(sets()).containsExactly("base");
        assertThat(features("--definitions", mine).code()).isZero();
        assertThat(sets()).containsExactly("base", "mine");
        assertThat(columns()).contains("returns_1d", "gap").doesNotContain("next");

        CommandRun without = features();
        assertThat(without.code()).isEqualTo(1);
        assertThat(without.err()).contains("mine", "--definitions", "--replace");
        assertThat(features("--definitions", mine).code()).isZero();
        assertThat(sets()).containsExactly("base", "mine");

        assertThat(features("--set", "base", "--replace").code()).isZero();
        assertThat(sets()).containsExactly("base");
        assertThat(columns()).contains("returns_1d").doesNotContain("gap");
    }

    @Test
    void wrong_usage_says_what_was_expected() {
        assertThat(CommandRun.of("features", "--lake", lake).code()).isEqualTo(2);
        assertThat(features("--replace").code()).isEqualTo(2);
        CommandRun unknown = features("--set", "alhpa158");
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.err()).contains("alhpa158", "base");
    }

    @Test
    void a_preview_shows_what_silver_would_hold_and_writes_nothing() throws IOException {
        String before = Files.readString(lake.resolve("metadata/ledger.jsonl"));
        String from = MARKET.sessions().get(1).toString();
        CommandRun preview = preview("--definitions", mine, "--symbol", "AAPL", "--from", from, "--json");
        assertThat(preview.err()).isEmpty();
        assertThat(preview.code()).isZero();
        assertThat(Files.readString(lake.resolve("metadata/ledger.jsonl"))).isEqualTo(before);
        assertThat(lake.resolve("silver")).doesNotExist();
        JsonNode shown = new ObjectMapper().readTree(preview.out());
        assertThat(shown.get("row_count").asInt()).isEqualTo(4);

        assertThat(features("--definitions", mine).code()).isZero();
        String sql =
                "SELECT * FROM silver.stocks_daily WHERE symbol = 'AAPL' AND date >= DATE '" + from + "' ORDER BY date";
        JsonNode stored = new ObjectMapper()
                .readTree(CommandRun.of("query", "--lake", lake, "--json", sql).out());
        assertThat(shown.get("rows")).isEqualTo(stored.get("rows"));
    }

    @Test
    void a_preview_is_of_the_newest_session_as_a_table_or_csv() {
        CommandRun table = preview("--rows", 3);
        assertThat(table.code()).isZero();
        assertThat(table.out().lines()).hasSize(2 + 3).first().asString().contains("symbol", "returns_1d");
        CommandRun csv = preview("--format", "csv", "--rows", 100);
        String newest = MARKET.sessions().get(4).toString();
        assertThat(csv.out().lines().skip(1)).isNotEmpty().allMatch(line -> line.contains("," + newest + ","));
        assertThat(csv.out().lines().toList().get(0)).startsWith("symbol,date,timestamp,open");
        CommandRun none = preview("--from", "2030-01-01");
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).contains("expected bronze");
        CommandRun help = CommandRun.of("features", "preview", "--help");
        assertThat(help.out()).contains("Example", "./quantmini features preview");
    }

    @Test
    void labels_come_after_the_features_and_are_null_where_the_future_is_not_there() throws IOException {
        JsonNode rows = rows(preview(
                "--definitions",
                mine,
                "--symbol",
                "AAPL",
                "--from",
                MARKET.sessions().get(0),
                "--json",
                "--labels"));
        assertThat(rows).hasSize(5);
        for (int i = 0; i < 4; i++) {
            double close = rows.get(i).get("close").asDouble();
            double later = rows.get(i + 1).get("close").asDouble();
            assertThat(rows.get(i).get("next").asDouble()).isCloseTo(later / close - 1, within(1e-12));
        }
        assertThat(rows.get(4).get("next").isNull()).isTrue();
        assertThat(rows.get(4).get("gap").isNull()).isFalse();
        assertThat(List.copyOf(rows.get(0).properties()).stream().map(java.util.Map.Entry::getKey))
                .endsWith("factor", "gap", "next");

        JsonNode one = rows(preview(
                "--definitions",
                mine,
                "--symbol",
                "AAPL",
                "--from",
                MARKET.sessions().get(2),
                "--to",
                MARKET.sessions().get(2),
                "--json",
                "--labels"));
        assertThat(one).hasSize(1);
        assertThat(one.get(0)).isEqualTo(rows.get(2));
        CommandRun none = preview("--labels");
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).contains("[feature base] cannot give labels", "labels:");
    }

    private static JsonNode rows(CommandRun run) throws IOException {
        assertThat(run.err()).isEmpty();
        return new ObjectMapper().readTree(run.out()).get("rows");
    }

    private CommandRun features(Object... more) {
        return run(List.of("features", "--lake", lake, "--dataset", "stocks_daily"), more);
    }

    private CommandRun preview(Object... more) {
        return run(List.of("features", "preview", "--lake", lake, "--dataset", "stocks_daily"), more);
    }

    private static CommandRun run(List<Object> command, Object... more) {
        Object[] arguments = new Object[command.size() + more.length];
        command.toArray(arguments);
        System.arraycopy(more, 0, arguments, command.size(), more.length);
        return CommandRun.of(arguments);
    }

    private List<String> sets() {
        try (Quantmini quantmini = Quantmini.open(lake)) {
            return quantmini.featureSets(Dataset.STOCKS_DAILY);
        }
    }

    private List<String> columns() throws IOException {
        JsonNode rows = new ObjectMapper()
                .readTree(CommandRun.of("query", "--lake", lake, "--json", "SELECT * FROM silver.stocks_daily LIMIT 1")
                        .out())
                .get("rows");
        return rows.get(0).properties().stream()
                .map(java.util.Map.Entry::getKey)
                .toList();
    }
}
