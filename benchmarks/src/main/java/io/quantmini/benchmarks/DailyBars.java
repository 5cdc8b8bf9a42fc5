package io.quantmini.benchmarks;

import io.quantmini.market.Dataset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Writes synthetic sessions of daily bars. One ticker in eight is listed during the time, one in eight delisted; one in ten
 * misses one session in ten. The same arguments give the same rows.
 */
final class DailyBars {
    static final int TICKERS = 10_000;

    private static final int SPARSE = 10;
    private static final int COMING = 8;
    private static final int GOING = 7;

    private DailyBars() {}

    private record Ticker(String name, BarWalk walk, int first, int last, boolean sparse) {}

    static void write(Path directory, List<LocalDate> sessions, int tickers) throws IOException {
        SplittableRandom market = new SplittableRandom(20240102);
        List<String> names = MinuteBars.names(market).subList(0, tickers);
        List<Ticker> all = new ArrayList<>();
        for (int i = 0; i < tickers; i++) {
            long price = (long) (BarLines.PRICE_SCALE * Math.exp(market.nextGaussian(3.2, 1.1)));
            long tick = price < BarLines.PRICE_SCALE ? 1 : BarLines.PRICE_SCALE / 100;
            all.add(new Ticker(
                    names.get(i),
                    BarWalk.days(market.split(), price, tick, Math.exp(market.nextGaussian(7, 1.5))),
                    i % COMING == 0 ? market.nextInt(sessions.size()) : 0,
                    i % GOING == 0 ? market.nextInt(sessions.size()) : sessions.size() - 1,
                    i % SPARSE == 0));
        }
        for (int number = 0; number < sessions.size(); number++) {
            LocalDate session = sessions.get(number);
            Path file = directory.resolve(Dataset.STOCKS_DAILY.key(session));
            Files.createDirectories(file.resolveSibling(""));
            write(file, session, number, all, market);
        }
    }

    private static void write(Path file, LocalDate session, int number, List<Ticker> tickers, SplittableRandom market)
            throws IOException {
        long midnight = session.atStartOfDay(ZoneId.of("America/New_York")).toEpochSecond();
        try (BarLines lines = new BarLines(file)) {
            for (Ticker ticker : tickers) {
                boolean listed = ticker.first() <= number && number <= ticker.last();
                if (listed && !(ticker.sparse() && market.nextInt(SPARSE) == 0)) {
                    ticker.walk().next();
                    lines.add(ticker.name().getBytes(StandardCharsets.US_ASCII), ticker.walk(), midnight);
                }
            }
        }
    }
}
