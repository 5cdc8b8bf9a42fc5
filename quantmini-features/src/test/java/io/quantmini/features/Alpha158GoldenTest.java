package io.quantmini.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.feature.FeatureSet;
import io.quantmini.market.Dataset;
import io.quantmini.market.SessionRange;
import io.quantmini.market.TradingCalendar;
import io.quantmini.stage.FeatureRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Qlib's own answer over four hard symbols: gaps, a flat stretch, a penny stock, a plain one. */
class Alpha158GoldenTest {
    private static final FeatureSet SET = FeatureSets.alpha158();

    @Test
    void every_cell_is_what_qlib_gives() {
        List<StockBar> bars = bars();
        Map<String, String[]> golden = golden();
        String[] names = Objects.requireNonNull(golden.get("instrument,datetime"));
        List<String> wrong = new ArrayList<>();
        int residues = 0;
        int numbers = 0;
        List<Silver> rows = compute(bars, 7);
        assertThat(rows).hasSameSizeAs(bars);
        for (Silver row : rows) {
            String[] expected = Objects.requireNonNull(golden.get(row.symbol() + "," + row.date()));
            for (int i = 2; i < names.length; i++) {
                String name = names[i].toLowerCase(Locale.ROOT);
                double got = row.value(name);
                double wanted = expected[i].isEmpty() ? Double.NaN : Double.parseDouble(expected[i]);
                numbers += Double.isNaN(wanted) ? 0 : 1;
                if (name.startsWith("wvma") && got == 0 && wanted > 1e6) {
                    residues++;
                } else if (!agree(got, wanted)) {
                    wrong.add(row.symbol() + " " + row.date() + " " + name + ": " + got + " is not " + wanted);
                }
            }
        }
        assertThat(wrong).isEmpty();
        // pandas leaves a rounding residue in a flat window, and divides it by 1e-12
        assertThat(residues).isEqualTo(5);
        assertThat(numbers).isGreaterThan(80_000);
    }

    private static boolean agree(double a, double b) {
        return Double.isNaN(a) == Double.isNaN(b) && (Double.isNaN(a) || Math.abs(a - b) <= 1e-6 + 1e-5 * Math.abs(b));
    }

    private static List<Silver> compute(List<StockBar> bars, int batchRows) {
        FeatureRequest request = FeatureRequest.of(
                        Dataset.STOCKS_DAILY,
                        List.of(SET),
                        new FeatureRequest.Resources(1 << 20, 2, Path.of(System.getProperty("java.io.tmpdir"))))
                .bars(new ListedBars(bars, batchRows))
                .calendar(TradingCalendar.nyse()
                        .sessions(new SessionRange(
                                bars.stream()
                                        .map(StockBar::date)
                                        .min(LocalDate::compareTo)
                                        .orElseThrow(),
                                bars.stream()
                                        .map(StockBar::date)
                                        .max(LocalDate::compareTo)
                                        .orElseThrow())))
                .build();
        return Silver.compute(new VectorizedFeatureEngine(), request);
    }

    private static List<StockBar> bars() {
        List<StockBar> bars = new ArrayList<>();
        for (String line : lines("/alpha158/input.csv")
                .subList(1, lines("/alpha158/input.csv").size())) {
            String[] cells = line.split(",", -1);
            LocalDate date = LocalDate.parse(cells[1]);
            bars.add(new StockBar(
                    cells[0],
                    date,
                    StockBar.midnight(date),
                    Double.parseDouble(cells[2]),
                    Double.parseDouble(cells[3]),
                    Double.parseDouble(cells[4]),
                    Double.parseDouble(cells[5]),
                    Double.parseDouble(cells[6]),
                    1));
        }
        return bars;
    }

    private static Map<String, String[]> golden() {
        Map<String, String[]> golden = new HashMap<>();
        for (String line : lines("/alpha158/golden.csv.gz")) {
            String[] cells = line.split(",", -1);
            golden.put(cells[0] + "," + cells[1], cells);
        }
        return golden;
    }

    private static List<String> lines(String resource) {
        try (InputStream in = Objects.requireNonNull(Alpha158GoldenTest.class.getResourceAsStream(resource));
                InputStream text = resource.endsWith(".gz") ? new GZIPInputStream(in) : in) {
            return new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8))
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
