package io.quantmini.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Writes a synthetic session of stock minute bars from 04:00 to 20:00 New York: 10,500 tickers, few of them busy, prices
 * with two decimals or up to four. The same arguments give the same rows.
 */
final class MinuteBars {
    /** Rows of a session like the market's. */
    static final int ROWS = 1_770_000;

    private static final int TICKERS = 10_500;
    private static final int MINUTES = 960;
    private static final int REGULAR_FROM = 330;
    private static final int REGULAR_TO = 720;
    private static final int[] NAMES_BY_LENGTH = {20, 400, 3_400, 6_180, 500};

    private MinuteBars() {}

    static void write(Path file, LocalDate session, int rows) throws IOException {
        long midnight = session.atStartOfDay(ZoneId.of("America/New_York")).toEpochSecond();
        long premarket = midnight + 4 * 3_600;
        SplittableRandom market = new SplittableRandom(20250102);
        List<String> names = names(market);
        int tickers = Math.min(TICKERS, rows);
        int[] bars = Activity.bars(tickers, MINUTES, rows, market);
        long[] prices = new long[tickers];
        for (int i = 0; i < tickers; i++) {
            prices[i] =
                    (long) (BarLines.PRICE_SCALE * Math.exp(market.nextGaussian(2.5, 1.2)) * Math.pow(bars[i], 0.25));
        }
        SplittableRandom random = new SplittableRandom(session.toEpochDay());
        try (BarLines lines = new BarLines(file)) {
            for (int i = 0; i < tickers; i++) {
                long tick = prices[i] < BarLines.PRICE_SCALE ? 1 : BarLines.PRICE_SCALE / 100;
                BarWalk walk = BarWalk.minutes(random, prices[i], tick, 2 + bars[i] * bars[i] / 4_000.0);
                write(
                        lines,
                        names.get(i).getBytes(StandardCharsets.US_ASCII),
                        walk,
                        premarket,
                        minutes(bars[i], random));
            }
        }
    }

    private static void write(BarLines lines, byte[] ticker, BarWalk walk, long premarket, boolean[] minutes)
            throws IOException {
        for (int minute = 0; minute < MINUTES; minute++) {
            if (minutes[minute]) {
                walk.next();
                lines.add(ticker, walk, premarket + 60L * minute);
            }
        }
    }

    /** Which minutes have a bar: those of regular hours first, then the others. */
    private static boolean[] minutes(int bars, RandomGenerator random) {
        boolean[] minutes = new boolean[MINUTES];
        int left = bars;
        while (left > 0) {
            boolean regular = left > bars / 12 && bars - left < REGULAR_TO - REGULAR_FROM;
            int minute = regular ? REGULAR_FROM + random.nextInt(REGULAR_TO - REGULAR_FROM) : random.nextInt(MINUTES);
            if (!minutes[minute]) {
                minutes[minute] = true;
                left--;
            }
        }
        return minutes;
    }

    static List<String> names(RandomGenerator random) {
        TreeSet<String> names = new TreeSet<>();
        for (int length = 1; length <= NAMES_BY_LENGTH.length; length++) {
            int wanted = names.size() + NAMES_BY_LENGTH[length - 1];
            while (names.size() < wanted) {
                StringBuilder name = new StringBuilder(length);
                for (int i = 0; i < length; i++) {
                    name.append((char) ('A' + random.nextInt(26)));
                }
                names.add(name.toString());
            }
        }
        return new ArrayList<>(names);
    }
}
