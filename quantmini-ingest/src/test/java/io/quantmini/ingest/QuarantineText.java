package io.quantmini.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** A quarantine file for people to read. */
final class QuarantineText {
    private static final int LONGEST = 4_000;

    private QuarantineText() {}

    static String of(byte[] gzip) {
        if (gzip.length == 0) {
            return "(none)";
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " …";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
