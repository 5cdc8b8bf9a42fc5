package io.quantmini.ingest;

import io.quantmini.market.Dataset;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** Random sound bars of the session 2023-11-14, in order, their fields spelled in one of the many ways there are. */
final class SeedRows {
    private static final long MIDNIGHT = 1_699_938_000L; // New York
    private static final int FIRST_MINUTE = 4 * 60;
    private static final int MINUTES = 16 * 60;
    private static final String[] ROOTS = {"A", "AAPL", "BRKB", "NA", "SPXW", "TRUE", "ZVZZT", "A1"};

    private final Random random;
    private final Dataset dataset;

    SeedRows(Random random, Dataset dataset) {
        this.random = random;
        this.dataset = dataset;
    }

    /** Fields in the vendor's order; {@code count} rows or up to a ticker's worth more. */
    List<List<String>> rows(int count) {
        TreeSet<String> tickers = new TreeSet<>();
        int wanted = dataset.isMinute() ? 1 + count / 20 : count;
        while (tickers.size() < wanted) {
            tickers.add(ticker());
        }
        List<List<String>> rows = new ArrayList<>();
        for (String ticker : tickers) {
            int minute = dataset.isMinute() ? FIRST_MINUTE + random.nextInt(MINUTES / 4) : 0;
            int bars = dataset.isMinute() ? 1 + random.nextInt(40) : 1;
            for (int bar = 0; bar < bars; bar++) {
                rows.add(row(ticker, minute));
                minute += 1 + random.nextInt(15);
            }
        }
        return rows;
    }

    private String ticker() {
        String root = ROOTS[random.nextInt(ROOTS.length)];
        if (!dataset.isOptions()) {
            return random.nextInt(3) == 0 ? root : root.charAt(0) + Integer.toString(random.nextInt(1 << 20), 36);
        }
        String expiry = List.of("231114", "231117", "240119", "251219").get(random.nextInt(4));
        return "O:" + root + expiry + (random.nextBoolean() ? 'C' : 'P')
                + String.valueOf(100_000_000 + random.nextInt(2_000) * 500).substring(1);
    }

    private List<String> row(String ticker, int minute) {
        int low = random.nextInt(random.nextBoolean() ? 1_000 : 10_000_000);
        int high = low + random.nextInt(500);
        return List.of(
                ticker,
                random.nextInt(4) == 0 ? spell(1 + random.nextInt(1_000_000)) : "" + (1 + random.nextInt(1_000_000)),
                spell(low + random.nextInt(high - low + 1)),
                spell(low + random.nextInt(high - low + 1)),
                spell(high),
                spell(low),
                MIDNIGHT + 60L * minute + "000000000",
                Integer.toString(1 + random.nextInt(5_000)));
    }

    /** A number of ten-thousandths. */
    private String spell(int units) {
        BigDecimal exact = BigDecimal.valueOf(units, 4);
        String plain = exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
        return switch (random.nextInt(12)) {
            case 0 -> units + "e-4";
            case 1 -> units + "00000E-9";
            case 2 -> exact.toPlainString() + "0".repeat(random.nextInt(25));
            case 3 -> "0".repeat(random.nextInt(4)) + exact.toPlainString();
            case 4 -> plain.startsWith("0.") ? plain.substring(1) : plain;
            case 5 -> plain.contains(".") ? plain : plain + ".";
            case 6 -> exact.movePointLeft(3).toPlainString() + "e3";
            default -> plain;
        };
    }
}
