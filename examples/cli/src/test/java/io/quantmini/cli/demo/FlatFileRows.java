package io.quantmini.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** A flat file taken apart by plain means. */
record FlatFileRows(String header, List<String[]> rows) {
    static final int TICKER = 0;
    static final int VOLUME = 1;
    static final int OPEN = 2;
    static final int CLOSE = 3;
    static final int HIGH = 4;
    static final int LOW = 5;
    static final int WINDOW_START = 6;
    static final int TRANSACTIONS = 7;

    static FlatFileRows of(byte[] gzip) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(new ByteArrayInputStream(gzip)), UTF_8))) {
            List<String> lines = reader.lines().toList();
            return new FlatFileRows(
                    lines.get(0),
                    lines.subList(1, lines.size()).stream()
                            .map(line -> line.split(",", -1))
                            .toList());
        }
    }

    List<String[]> of(String ticker) {
        return rows.stream().filter(row -> row[TICKER].equals(ticker)).toList();
    }
}
