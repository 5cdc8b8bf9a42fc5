package io.quantmini.ingest;

import io.quantmini.admission.GzipFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A random valid file of the session 2023-11-14, written in one of the many ways a file may be.
 *
 * @param text the decompressed file
 * @param rows what bronze must hold, tab-separated, in order
 * @param blank blank lines
 */
record FlatFile(String text, List<String> rows, int blank) {
    static final String HEADER = "ticker,volume,open,close,high,low,window_start,transactions";
    private static final List<String> TICKERS = List.of(
            "A", "AAPL", "BCpC", "BRK.A", "CON", "INF", "MSFT", "NA", "NAN", "NULL", "TRUE", "ZVZZT", "a/b:c_d-e");
    private static final long OPEN_MINUTE = 1699972200L / 60; // 09:30 New York

    static FlatFile random(Random random) {
        Style style = new Style(random);
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "\ufeff" : "");
        style.line(text, Style.COLUMNS);
        List<String> rows = new ArrayList<>();
        int blank = 0;
        for (String ticker : TICKERS) {
            long minute = OPEN_MINUTE;
            for (int bars = random.nextInt(4); bars > 0; bars--) {
                minute += 1 + random.nextInt(5);
                style.line(text, row(random, ticker, minute, rows));
                if (random.nextInt(8) == 0) {
                    style.line(text, List.of());
                    blank++;
                }
            }
        }
        boolean cut = random.nextInt(4) == 0 && text.charAt(text.length() - 2) != '\r' && !endsBlank(text);
        return new FlatFile(cut ? text.substring(0, text.length() - 1) : text.toString(), rows, blank);
    }

    private static boolean endsBlank(StringBuilder text) {
        return text.length() > 1 && text.charAt(text.length() - 2) == '\n';
    }

    private static List<String> row(Random random, String ticker, long minute, List<String> rows) {
        double low = random.nextInt(1_000_000) / 10_000.0;
        double high = low + random.nextInt(1_000) / 100.0;
        double open = random.nextBoolean() ? low : high;
        double close = random.nextBoolean() ? low : high;
        double volume = random.nextBoolean() ? random.nextInt(1_000_000) : random.nextDouble() * 1e6;
        int transactions = random.nextInt(10_000);
        rows.add(String.join(
                "\t",
                ticker,
                "19675",
                Long.toString(minute * 60_000_000),
                Double.toString(open),
                Double.toString(high),
                Double.toString(low),
                Double.toString(close),
                Double.toString(volume),
                Integer.toString(transactions)));
        return List.of(
                ticker,
                spell(random, volume),
                spell(random, open),
                spell(random, close),
                spell(random, high),
                spell(random, low),
                minute * 60 + "000000000",
                Integer.toString(transactions));
    }

    /** One of the ways to write the same double. */
    private static String spell(Random random, double value) {
        return switch (random.nextInt(5)) {
            case 0 -> new BigDecimal(value).toPlainString();
            case 1 -> String.format(Locale.ROOT, "%.16e", value).replace("e+", "e");
            case 2 -> Double.toString(value) + "000";
            case 3 -> "00" + new BigDecimal(Double.toString(value)).toPlainString();
            default -> Double.toString(value);
        };
    }

    /** The file on disk, compressed as one or two members. */
    Path write(Path file, Random random) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int split = random.nextBoolean() ? bytes.length : random.nextInt(bytes.length + 1);
        byte[] head = Arrays.copyOf(bytes, split);
        byte[] tail = Arrays.copyOfRange(bytes, split, bytes.length);
        return write(file, GzipFiles.concat(GzipFiles.member(head), GzipFiles.member(tail)));
    }

    static Path write(Path file, byte[] bytes) {
        try {
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Column order, quotes, line ends and extra columns of one file. */
    private static final class Style {
        static final List<String> COLUMNS = List.of(HEADER.split(","));
        private final Random random;
        private final List<Integer> order = new ArrayList<>();
        private final int quoting;
        private final int lineEnd;

        Style(Random random) {
            this.random = random;
            int extra = random.nextInt(3);
            for (int i = 0; i < COLUMNS.size() + extra; i++) {
                order.add(i);
            }
            if (random.nextBoolean()) {
                Collections.shuffle(order, random);
            }
            quoting = random.nextInt(3);
            lineEnd = random.nextInt(3);
        }

        void line(StringBuilder text, List<String> values) {
            for (int i = 0; i < order.size() && !values.isEmpty(); i++) {
                text.append(i == 0 ? "" : ",");
                int column = order.get(i);
                if (column < values.size()) {
                    text.append(quote(values.get(column)));
                } else {
                    text.append(values == COLUMNS ? "extra" + column : extra());
                }
            }
            text.append(lineEnd == 0 || (lineEnd == 1 && random.nextBoolean()) ? "\n" : "\r\n");
        }

        private String quote(String value) {
            return quoting == 0 || (quoting == 1 && random.nextBoolean()) ? value : '"' + value + '"';
        }

        private String extra() {
            return switch (random.nextInt(5)) {
                case 0 -> "";
                case 1 -> "\"a, \"\"quoted\"\"\r\nextra\n\"";
                case 2 -> "déjà vu ☃ 𝄞";
                case 3 -> "\"\"";
                default -> " spaced ";
            };
        }
    }
}
