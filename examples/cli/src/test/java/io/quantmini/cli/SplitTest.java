package io.quantmini.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quantmini.BarSelection;
import io.quantmini.Quantmini;
import io.quantmini.batch.BarRecord;
import io.quantmini.batch.Panel;
import io.quantmini.lake.Layer;
import io.quantmini.market.Dataset;
import io.quantmini.market.SessionRange;
import io.quantmini.market.TradingCalendar;
import io.quantmini.stage.BarInterval;
import io.quantmini.stage.PriceView;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Seven shares for one on 2014-06-09, from flat files to silver: the price falls by six sevenths over night, no return does.
 * {@code -Dquantmini.real=DIR} says where the real bars are; else they are looked for beside the checkout.
 */
class SplitTest {
    private static final String SPLIT = "2014-06-09";
    private static final String SPLITS = "{\"status\":\"OK\",\"results\":[{\"ticker\":\"AAPL\",\"execution_date\":\""
            + SPLIT + "\",\"split_from\":1,\"split_to\":7}]}";

    /** More than any of the days around it moved. */
    private static final double CALM = 0.09;

    @TempDir
    private Path directory;

    @Test
    void the_real_split_of_aapl_leaves_no_jump_in_adjusted_returns() throws IOException {
        Path real = Path.of(System.getProperty("quantmini.real", "../../../shared/data/real"));
        assumeTrue(Files.isDirectory(real), () -> "skipped: no real bars at " + real.toAbsolutePath());
        JsonNode rows = silver(real, real.resolve("reference"));
        assertNoJump(rows);
        for (JsonNode row : rows) {
            if (row.get("date").asText().equals(SPLIT)) {
                // AAPL closed at 645.57 on the Friday before and at 93.70 on that Monday
                assertThat(row.get("close").asDouble()).isCloseTo(93.70, within(0.005));
                assertThat(row.get("returns_1d").asDouble()).isCloseTo(Math.log(93.70 * 7 / 645.57), within(1e-4));
            }
        }
    }

    @Test
    void an_invented_split_leaves_no_jump_in_adjusted_returns() throws IOException {
        Path files = directory.resolve("files");
        List<Double> unsplit = write(files);
        Path reference = Files.createDirectories(directory.resolve("reference"));
        Files.writeString(reference.resolve("splits.json"), SPLITS);
        JsonNode rows = silver(files, reference);
        assertNoJump(rows);
        assertThat(rows).hasSize(unsplit.size());
        for (int i = 1; i < unsplit.size(); i++) {
            JsonNode row = rows.get(i);
            double expected = Math.log(unsplit.get(i) / unsplit.get(i - 1));
            assertThat(row.get("returns_1d").asDouble()).isCloseTo(expected, within(1e-9));
            if (i >= 20) {
                assertThat(row.get("relative_volume").asDouble()).isCloseTo(1, within(1e-9));
            }
        }
    }

    @Test
    void adjusted_bars_go_on_as_if_there_had_been_no_split() throws IOException {
        Path files = directory.resolve("files");
        List<Double> unsplit = write(files);
        Path reference = Files.createDirectories(directory.resolve("reference"));
        Files.writeString(reference.resolve("splits.json"), SPLITS);
        silver(files, reference);
        try (Quantmini quantmini = Quantmini.open(directory.resolve("lake"))) {
            for (Layer layer : Layer.values()) {
                BarSelection bars = quantmini.bars("AAPL").in(layer).every(BarInterval.ONE_DAY);
                List<BarRecord> raw = bars.list();
                List<BarRecord> adjusted = bars.adjusted().list();
                Panel panel = bars.panel("close");

                assertThat(panel.sessions()).hasSize(unsplit.size());
                for (int i = 0; i < unsplit.size(); i++) {
                    assertThat(adjusted.get(i).close()).isCloseTo(unsplit.get(i), within(1e-9));
                    assertThat(adjusted.get(i).volume()).isCloseTo(1000, within(1e-9));
                    assertThat(panel.values()[i][0]).isEqualTo(adjusted.get(i).close());
                }
                BarRecord last = raw.get(raw.size() - 1);
                assertThat(last.close() * 7)
                        .isCloseTo(adjusted.get(raw.size() - 1).close(), within(1e-9));
                LocalDate split = LocalDate.parse(SPLIT);
                assertThat(bars.prices(PriceView.asOf(split)).list().get(raw.size() - 1))
                        .isEqualTo(last);
            }
        }
        CommandRun plan =
                CommandRun.of("bars", "--lake", directory.resolve("lake"), "AAPL", "--from", SPLIT, "--explain");
        assertThat(plan.out()).contains("reader reads 1 of 4 files").contains("year=2014/month=06");
        CommandRun table = CommandRun.of(
                "query", "--lake", directory.resolve("lake"), "--json", "SELECT sessions FROM metadata.symbols");
        assertThat(table.out()).contains(Integer.toString(unsplit.size()));
    }

    private static void assertNoJump(JsonNode rows) {
        double before = 0;
        int after = 0;
        for (JsonNode row : rows) {
            boolean split = row.get("date").asText().compareTo(SPLIT) >= 0;
            if (split && after == 0) {
                assertThat(row.get("close").asDouble() * row.get("factor").asDouble() / before)
                        .isCloseTo(1, within(CALM));
                assertThat(row.get("close").asDouble()).isLessThan(before / 5);
            }
            after += split ? 1 : 0;
            before = split
                    ? before
                    : row.get("close").asDouble() * row.get("factor").asDouble();
            double factor = row.get("factor").asDouble();
            assertThat(factor).isBetween(split ? 7.0 : 1.0, split ? 7.4 : 1.06);
            for (String daily : List.of("returns_1d", "alpha_daily", "daily_return", "volatility_20d")) {
                assertThat(Math.abs(row.get(daily).asDouble())).as(daily).isLessThan(CALM);
            }
            for (String longer : List.of("returns_5d", "returns_20d", "alpha_5d", "alpha_20d")) {
                assertThat(Math.abs(row.get(longer).asDouble())).as(longer).isLessThan(0.25);
            }
        }
        assertThat(after).isBetween(10, rows.size() - 25);
    }

    /** Silver of AAPL around the split. */
    private JsonNode silver(Path files, Path reference) throws IOException {
        Path lake = directory.resolve("lake");
        for (Object[] command : List.of(
                new Object[] {"ingest", "--source", files, "--from", "2014-03-03", "--to", "2014-06-30"},
                new Object[] {"reference", "--source", reference},
                new Object[] {"features"})) {
            List<Object> arguments = new ArrayList<>(List.of(command));
            arguments.addAll(List.of("--lake", lake));
            if (!command[0].equals("reference")) {
                arguments.addAll(List.of("--dataset", "stocks_daily"));
            }
            CommandRun run = CommandRun.of(arguments.toArray());
            assertThat(run.code()).as(run.err()).isZero();
        }
        String sql = "SELECT * FROM silver.stocks_daily WHERE symbol = 'AAPL' ORDER BY date";
        CommandRun query = CommandRun.of("query", "--lake", lake, "--limit", 1000, "--json", sql);
        return new ObjectMapper().readTree(query.out()).get("rows");
    }

    /** Writes flat files of a walk; gives the closes as if there had been no split. */
    private static List<Double> write(Path files) throws IOException {
        Random random = new Random(9);
        List<Double> closes = new ArrayList<>();
        double price = 600;
        for (LocalDate session : TradingCalendar.nyse().sessions(SessionRange.of("2014-03-03", "2014-06-30"))) {
            price *= Math.exp(0.01 * random.nextGaussian());
            int shares = session.isBefore(LocalDate.parse(SPLIT)) ? 1 : 7;
            double close = price / shares;
            long start = session.atStartOfDay(TradingCalendar.ZONE).toEpochSecond() * 1_000_000_000L;
            String text = "ticker,volume,open,close,high,low,window_start,transactions\nAAPL," + 1000 * shares + ","
                    + close + "," + close + "," + close + "," + close + "," + start + ",10\n";
            Path file = files.resolve(Dataset.STOCKS_DAILY.key(session));
            Files.createDirectories(file.getParent());
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            }
            closes.add(price);
        }
        return closes;
    }
}
