package io.quantmini.ingest.inflate;

import java.util.Arrays;

/**
 * Any bytes: the gzip reader gives what {@code java.util.zip} gives, or refuses them for the same reason. Bytes that do not start
 * as a gzip file are taken as raw DEFLATE data, so that no header and no CRC stands in the way. A target of {@code .ci/fuzz}.
 */
public final class GzipFuzzer {
    private GzipFuzzer() {}

    /** Fails on a difference. */
    public static void fuzzerTestOneInput(byte[] data) {
        boolean isGzip = data.length > 1 && data[0] == 0x1f && data[1] == (byte) 0x8b;
        byte[] gzip = isGzip ? data : Gzip.framed(data, new byte[0]);
        Gzip.Outcome ours = Gzip.ours(gzip);
        Gzip.Outcome zip = Gzip.zip(gzip);
        boolean same = ours.fault() == zip.fault();
        if (zip.fault() == GzipFault.CORRUPT) {
            // each notices it at its own place
            same &= Math.abs(ours.offset() - zip.offset()) <= 8 && ours.startsWith(zip);
        } else {
            same &= ours.offset() == zip.offset() && Arrays.equals(ours.bytes(), zip.bytes());
        }
        if (!same) {
            throw new AssertionError("expected " + brief(zip) + " as by java.util.zip, got " + brief(ours));
        }
    }

    private static String brief(Gzip.Outcome outcome) {
        return outcome.bytes().length + " bytes, then " + outcome.fault() + " at " + outcome.offset();
    }
}
