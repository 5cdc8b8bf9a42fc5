package io.quantmini.qlib.internal;

import io.quantmini.market.SecuritySpan;
import io.quantmini.stage.QlibRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests everything that the content of a Qlib directory depends on. */
public final class Stamp {
    /** Changes when the same request gives other bytes than before. */
    private static final int CONTENT_VERSION = 1;

    private Stamp() {}

    /** The stamp of a request with that calendar. */
    public static String of(QlibRequest request, CalendarAxis axis) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
        add(digest, "version " + CONTENT_VERSION);
        add(digest, request.dataset().assets() + " " + request.dataset().frequency() + " " + request.fields());
        axis.outline().forEach(line -> add(digest, line));
        add(digest, "securities");
        for (SecuritySpan span : request.securities().spans()) {
            add(digest, span.toString());
        }
        // Only where there are some: a directory without is the same as before there could be any.
        request.indexes().forEach(index -> add(digest, "index " + index));
        if (!request.contracts().isEmpty()) {
            add(digest, "contracts " + request.contracts());
        }
        add(digest, "input " + request.input().digest());
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, String line) {
        digest.update(line.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
    }
}
