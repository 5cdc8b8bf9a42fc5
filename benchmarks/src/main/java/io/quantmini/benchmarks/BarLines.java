package io.quantmini.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Lines of a flat file in the vendor's format, written without objects; a price has no trailing zeros. */
final class BarLines implements AutoCloseable {
    /** Prices are whole numbers of this many to the dollar. */
    static final int PRICE_SCALE = 10_000;

    private static final String HEADER = "ticker,volume,open,close,high,low,window_start,transactions\n";
    private static final int FLUSH = 64 << 10;
    private static final int LONGEST_LINE = 256;

    private final OutputStream out;
    private final byte[] buffer = new byte[FLUSH + LONGEST_LINE];
    private int at;

    BarLines(Path file) throws IOException {
        out = new GZIPOutputStream(Files.newOutputStream(file), FLUSH);
        text(HEADER.getBytes(StandardCharsets.US_ASCII));
    }

    /** Adds a line; prices in units of 1 / {@link #PRICE_SCALE} dollar. */
    void add(byte[] ticker, BarWalk bar, long startSeconds) throws IOException {
        text(ticker);
        comma();
        number(bar.volume());
        comma();
        price(bar.open());
        comma();
        price(bar.close());
        comma();
        price(bar.high());
        comma();
        price(bar.low());
        comma();
        number(startSeconds * 1_000_000_000L);
        comma();
        number(bar.transactions());
        buffer[at++] = '\n';
        if (at >= FLUSH) {
            out.write(buffer, 0, at);
            at = 0;
        }
    }

    private void comma() {
        buffer[at++] = ',';
    }

    private void text(byte[] text) {
        System.arraycopy(text, 0, buffer, at, text.length);
        at += text.length;
    }

    private void number(long value) {
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        at += digits;
        long rest = value;
        for (int i = 1; i <= digits; i++) {
            buffer[at - i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private void price(long units) {
        number(units / PRICE_SCALE);
        int rest = (int) (units % PRICE_SCALE);
        if (rest != 0) {
            buffer[at++] = '.';
            for (int unit = PRICE_SCALE / 10; rest > 0; unit /= 10) {
                buffer[at++] = (byte) ('0' + rest / unit);
                rest %= unit;
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (out) {
            out.write(buffer, 0, at);
        }
    }
}
