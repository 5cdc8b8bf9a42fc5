package io.quantmini.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Writes a synthetic session of option minute bars in regular hours: 300,000 contracts of 5,500 underlyings. The same
 * arguments give the same rows.
 */
final class OptionBars {
    /** Rows of a session like the market's. */
    static final int ROWS = 4_000_000;

    private static final int CONTRACTS = 300_000;
    private static final int UNDERLYINGS = 5_500;
    private static final int MOST_CONTRACTS = 6_000;
    private static final int MINUTES = 390;
    private static final int EXPIRATIONS = 24;
    private static final DateTimeFormatter EXPIRATION = DateTimeFormatter.ofPattern("yyMMdd", Locale.ROOT);

    private OptionBars() {}

    static void write(Path file, LocalDate session, int rows) throws IOException {
        long open = session.atStartOfDay(ZoneId.of("America/New_York")).toEpochSecond() + (9 * 60 + 30) * 60L;
        SplittableRandom random = new SplittableRandom(session.toEpochDay());
        int contracts = Math.min(CONTRACTS, rows);
        int[] bars = Activity.bars(contracts, MINUTES, rows, random);
        int next = 0;
        try (BarLines lines = new BarLines(file)) {
            for (String ticker : tickers(session, contracts, random)) {
                long price = (long) (BarLines.PRICE_SCALE * (0.05 + 40 * Math.pow(random.nextDouble(), 3)));
                BarWalk walk = BarWalk.minutes(random, price, BarLines.PRICE_SCALE / 100, 1 + bars[next] / 40.0);
                write(lines, ticker.getBytes(StandardCharsets.US_ASCII), walk, open, bars[next++], random);
            }
        }
    }

    private static void write(BarLines lines, byte[] ticker, BarWalk walk, long open, int bars, RandomGenerator random)
            throws IOException {
        int left = bars;
        for (int minute = 0; left > 0; minute++) {
            if (random.nextInt(MINUTES - minute) < left) {
                walk.next();
                lines.add(ticker, walk, open + 60L * minute);
                left--;
            }
        }
    }

    private static SortedSet<String> tickers(LocalDate session, int contracts, RandomGenerator random) {
        int underlyings = Math.min(UNDERLYINGS, contracts);
        int[] each = Activity.bars(underlyings, MOST_CONTRACTS, contracts, random);
        TreeSet<String> roots = new TreeSet<>();
        while (roots.size() < underlyings) {
            int length = 2 + random.nextInt(3);
            StringBuilder root = new StringBuilder(length);
            for (int i = 0; i < length; i++) {
                root.append((char) ('A' + random.nextInt(26)));
            }
            roots.add(root.toString());
        }
        TreeSet<String> tickers = new TreeSet<>();
        int next = 0;
        for (String root : roots) {
            int wanted = tickers.size() + each[next++];
            while (tickers.size() < wanted) {
                tickers.add(ticker(root, session, random));
            }
        }
        return tickers;
    }

    private static String ticker(String root, LocalDate session, RandomGenerator random) {
        int week = (int) (EXPIRATIONS * Math.pow(random.nextDouble(), 2));
        LocalDate expiration = session.plusDays(1 + 7L * week);
        long strike = 500L * (1 + random.nextInt(800));
        char type = random.nextBoolean() ? 'C' : 'P';
        return String.format(Locale.ROOT, "O:%s%s%c%08d", root, EXPIRATION.format(expiration), type, strike);
    }
}
