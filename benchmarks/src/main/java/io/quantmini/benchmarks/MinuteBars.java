package io.quantmini.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Writes a synthetic session of minute bars: 10,500 tickers, few of them busy. The same arguments give the same rows. */
final class MinuteBars {
    private static final int TICKERS = 10_500;
    private static final int MINUTES = 960;

    private MinuteBars() {}

    static void write(Path file, LocalDate session, int rows) throws IOException {
        long premarket =
                session.atTime(4, 0).atZone(ZoneId.of("America/New_York")).toEpochSecond();
        Random random = new Random(session.toEpochDay());
        try (Writer out = new BufferedWriter(new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(file), 1 << 16), StandardCharsets.US_ASCII))) {
            out.write("ticker,volume,open,close,high,low,window_start,transactions\n");
            int left = rows;
            for (int ticker = 0; ticker < TICKERS && left > 0; ticker++) {
                int share = left / (TICKERS - ticker);
                int bars =
                        ticker == TICKERS - 1 ? left : (int) (share * (0.1 + 3 * Math.pow(random.nextDouble(), 2.33)));
                left -= write(out, name(ticker), premarket, Math.min(bars, MINUTES), random);
            }
        }
    }

    private static int write(Writer out, String ticker, long premarket, int bars, Random random) throws IOException {
        int cents = 200 + random.nextInt(30_000);
        for (int bar = 0; bar < bars; bar++) {
            cents = Math.max(100, cents + random.nextInt(7) - 3);
            int range = random.nextInt(12);
            int open = cents + random.nextInt(range + 1);
            int close = cents + random.nextInt(range + 1);
            long minute = (long) bar * MINUTES / bars;
            out.write(ticker + ',' + (1 + random.nextInt(20_000)) + ',' + price(open) + ',' + price(close) + ','
                    + price(cents + range) + ',' + price(cents) + ',' + (premarket + 60 * minute) + "000000000,"
                    + (1 + random.nextInt(300)) + '\n');
        }
        return bars;
    }

    private static String price(int cents) {
        int rest = cents % 100;
        return cents / 100 + (rest == 0 ? "" : rest < 10 ? ".0" + rest : "." + rest);
    }

    private static String name(int ticker) {
        StringBuilder name = new StringBuilder();
        for (int rest = ticker, i = 0; i < 4; i++, rest /= 26) {
            name.append((char) ('A' + rest % 26));
        }
        return name.reverse().toString();
    }
}
