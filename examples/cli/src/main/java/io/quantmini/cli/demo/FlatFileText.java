package io.quantmini.cli.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/** Writes bars as the vendor's gzip CSV. Volumes and prices carry no zeros at the end. */
final class FlatFileText {
    private static final String HEADER = "ticker,volume,open,close,high,low,window_start,transactions\n";
    private static final long THREE_DAYS_NANOS = TimeUnit.DAYS.toNanos(3);

    private FlatFileText() {}

    /** The file of bars that are sorted by ticker and time; gzip carries no time of its own. */
    static byte[] gzip(List<FlatBar> bars, List<Blemish> blemishes) {
        StringBuilder[] lines = new StringBuilder[bars.size()];
        for (int row = 0; row < lines.length; row++) {
            lines[row] = line(bars.get(row));
        }
        for (Blemish blemish : blemishes) {
            spoil(bars, lines, blemish);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes, 1 << 16)) {
            gzip.write(HEADER.getBytes(StandardCharsets.US_ASCII));
            for (StringBuilder line : lines) {
                gzip.write(line.toString().getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array takes all bytes", e);
        }
        return bytes.toByteArray();
    }

    private static void spoil(List<FlatBar> bars, StringBuilder[] lines, Blemish blemish) {
        int row = firstOfTicker(bars, (int) (lines.length * blemish.place()));
        FlatBar bar = bars.get(row);
        switch (blemish.kind()) {
            case NEGATIVE_PRICE ->
                lines[row] = line(new FlatBar(
                        bar.ticker(),
                        bar.windowStartNanos(),
                        bar.open(),
                        bar.close(),
                        bar.high(),
                        -bar.low(),
                        bar.volume(),
                        bar.transactions()));
            case TEXT_IN_NUMBER -> lines[row].insert(bar.ticker().length() + 1, "n/a ");
            case OFF_SESSION ->
                lines[row] = line(new FlatBar(
                        bar.ticker(),
                        bar.windowStartNanos() - THREE_DAYS_NANOS,
                        bar.open(),
                        bar.close(),
                        bar.high(),
                        bar.low(),
                        bar.volume(),
                        bar.transactions()));
            case DUPLICATE -> lines[row].append(line(bar));
        }
    }

    // The first bar of a ticker can be moved back in time without breaking the order of the file.
    private static int firstOfTicker(List<FlatBar> bars, int from) {
        int row = from;
        while (row > 0 && bars.get(row - 1).ticker().equals(bars.get(row).ticker())) {
            row--;
        }
        return row;
    }

    private static StringBuilder line(FlatBar bar) {
        StringBuilder line = new StringBuilder(80);
        line.append(bar.ticker()).append(',').append(bar.volume());
        price(line.append(','), bar.open());
        price(line.append(','), bar.close());
        price(line.append(','), bar.high());
        price(line.append(','), bar.low());
        return line.append(',')
                .append(bar.windowStartNanos())
                .append(',')
                .append(bar.transactions())
                .append('\n');
    }

    private static void price(StringBuilder line, long ticks) {
        long whole = Math.abs(ticks) / 10_000;
        long rest = Math.abs(ticks) % 10_000;
        if (ticks < 0) {
            line.append('-');
        }
        line.append(whole);
        if (rest == 0) {
            return;
        }
        line.append('.');
        for (long unit = 1_000; rest > 0; unit /= 10) {
            line.append((char) ('0' + rest / unit));
            rest %= unit;
        }
    }
}
