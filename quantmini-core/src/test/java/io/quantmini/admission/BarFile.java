package io.quantmini.admission;

import io.quantmini.market.Dataset;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;

/** Random files: runs of tickers in order, and surprises, most of them where a block or a batch ends. */
final class BarFile {
    static final LocalDate SESSION = LocalDate.of(2023, 11, 14);
    private static final long MINUTE = 60_000_000_000L;
    private static final long NOON = 1_699_981_200_000_000_000L;
    private static final List<String> ROOTS =
            List.of("A", "AA", "AAPL", "BRK.B", "BRKB7", "NINECHAR", "NINECHARS", "L".repeat(120), "Z", "a", "zz");

    private final Random random;
    private final Dataset dataset;
    private final String prefix;
    private final List<BarRow> rows = new ArrayList<>();

    private BarFile(Random random, Dataset dataset) {
        this.random = random;
        this.dataset = dataset;
        this.prefix = random.nextInt(10) == 0 ? "P".repeat(100) : "";
    }

    static List<BarRow> random(Random random, Dataset dataset) {
        BarFile file = new BarFile(random, dataset);
        int[] sizes = {0, 1, 5, 40, 2047, 2048, 2049, 4500};
        file.sorted(sizes[random.nextInt(sizes.length)]);
        for (int i = random.nextInt(6); i > 0 && !file.rows.isEmpty(); i--) {
            file.surprise();
        }
        return file.rows;
    }

    /** How batches are cut: rows by rows, by blocks and a row more or less, or any. */
    static IntSupplier cuts(Random random) {
        int kind = random.nextInt(5);
        return () -> switch (kind) {
            case 0 -> 1 + random.nextInt(3);
            case 1 -> 1 + random.nextInt(300);
            case 2 -> CandidateBlock.MAX_ROWS - 1 + random.nextInt(3);
            case 3 -> 1 + random.nextInt(5000);
            default -> 10_000;
        };
    }

    private void sorted(int count) {
        int run = dataset.isMinute() ? 1 + random.nextInt(120) : 1;
        for (int ticker = 0; rows.size() < count; ticker++) {
            long start = NOON;
            for (int i = 1 + random.nextInt(run); i > 0 && rows.size() < count; i--) {
                double low = 1 + random.nextInt(1000) / 8.0;
                BarRow.Prices prices = new BarRow.Prices(low + 1, low + 3, low, low + random.nextInt(3));
                rows.add(new BarRow(ticker(ticker), prices, random.nextInt(1000) / 4.0, random.nextInt(9), start));
                start += MINUTE * (1 + random.nextInt(3));
            }
        }
        rows.sort((a, b) -> {
            int order = String.valueOf(a.ticker()).compareTo(String.valueOf(b.ticker()));
            return order != 0 ? order : Long.compare(a.start(), b.start());
        });
    }

    private String ticker(int number) {
        String root = prefix + ROOTS.get(number % ROOTS.size());
        int series = number / ROOTS.size();
        if (dataset.isOptions()) {
            String type = series % 2 == 0 ? "C" : "P";
            return String.format("O:%s23121%d%s%08d", root, 4 + series / 2 % 3, type, 500L * (series / 6));
        }
        return series == 0 ? root : root + series;
    }

    private void surprise() {
        int at = place();
        BarRow row = rows.get(at);
        switch (random.nextInt(7)) {
            case 0 -> rows.add(at, row);
            case 1 -> rows.add(at, row.withVolume(row.volume() + 1));
            case 2 -> rows.add(at, rows.get(random.nextInt(rows.size())));
            case 3 -> rows.add(at, row.withTicker(null));
            case 4 -> zeros(at);
            default -> rows.add(at, fault(row));
        }
    }

    /** Near the end of a block of rows, or anywhere. */
    private int place() {
        int block = Math.min(rows.size(), CandidateBlock.MAX_ROWS);
        int at = random.nextBoolean() ? block - 3 + random.nextInt(6) : random.nextInt(rows.size());
        return Math.max(0, Math.min(rows.size() - 1, at));
    }

    /** A row whose prices are zero, and its like with the other sign. */
    private void zeros(int at) {
        BarRow row = rows.get(at).withPrices(0.0, 0.0, -0.0, 0.0);
        rows.set(at, row);
        rows.add(at, row.withPrices(-0.0, 0.0, 0.0, -0.0));
    }

    private BarRow fault(BarRow row) {
        List<UnaryOperator<BarRow>> faults = List.of(
                r -> r.withTicker("A B"),
                r -> r.withTicker(""),
                r -> r.withTicker("A\0"),
                r -> r.withTicker("x".repeat(300)),
                r -> r.withTicker("O:SPY231113C00500000"),
                r -> r.withTicker("O:SPY231314C00500000"),
                r -> r.withPrices(Double.NaN, 2, 1, 1),
                r -> r.withPrices(1, Double.POSITIVE_INFINITY, 1, 1),
                r -> r.withPrices(1, 2, -1, 1),
                r -> r.withPrices(3, 2, 1, 1),
                r -> r.withPrices(1, 2, 1, 0.5),
                r -> r.withVolume(-1),
                r -> r.withVolume(0x1p53 + 2),
                r -> r.withVolume(Double.NEGATIVE_INFINITY),
                r -> r.withTransactions(-1),
                r -> r.withStart(r.start() + 1),
                r -> r.withStart(r.start() + 1000),
                r -> r.withStart(r.start() - 86_400_000_000_000L),
                r -> r.withStart(Long.MIN_VALUE),
                r -> r.withStart(Long.MAX_VALUE));
        return faults.get(random.nextInt(faults.size())).apply(row);
    }
}
