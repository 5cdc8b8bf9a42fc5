package io.quantmini.qlib.internal;

import io.quantmini.market.SecuritySpan;
import io.quantmini.stage.QlibRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Digests of everything that the content of a Qlib directory depends on: a chain over the sessions, then the rest. */
public final class Inputs {
    /** Changes when the same request gives other bytes than before. */
    private static final int CONTENT_VERSION = 2;

    private final Stamp stamp;
    /** By number of sessions. */
    private final List<String> chain;

    private Inputs(Stamp stamp, List<String> chain) {
        this.stamp = stamp;
        this.chain = chain;
    }

    /** Those of a request with that calendar. */
    public static Inputs of(QlibRequest request, CalendarAxis axis) {
        List<String> chain = new ArrayList<>(axis.sessions() + 1);
        chain.add(settings(request, axis));
        for (int session = 0; session < axis.sessions(); session++) {
            String rows = request.input().digests().getOrDefault(axis.date(session), "none");
            chain.add(digest(List.of(chain.get(session), axis.outline(session), rows)));
        }
        List<String> all = new ArrayList<>();
        all.add(chain.get(axis.sessions()));
        request.indexes().forEach(index -> all.add("index " + index));
        return new Inputs(new Stamp(digest(all), axis.sessions(), chain.get(axis.sessions())), chain);
    }

    /** What a directory made from these says. */
    public Stamp stamp() {
        return stamp;
    }

    /** Whether these are those of a directory with nothing changed but sessions at the end and lists of members. */
    boolean extend(Stamp old) {
        return old.sessions() < chain.size() && chain.get(old.sessions()).equals(old.rows());
    }

    private static String settings(QlibRequest request, CalendarAxis axis) {
        List<String> lines = new ArrayList<>();
        lines.add("version " + CONTENT_VERSION);
        lines.add(request.dataset().assets() + " " + axis.frequency() + " " + request.fields());
        if (!request.contracts().isEmpty()) {
            lines.add("contracts " + request.contracts());
        }
        for (SecuritySpan span : request.securities().spans()) {
            LocalDate end = span.to();
            // The calendar of trading days is part of the name of a security that ended.
            lines.add(span + (end == null ? "" : " " + Identity.lastSession(request.calendar(), end)));
        }
        return digest(lines);
    }

    private static String digest(List<String> lines) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String line : lines) {
                digest.update(line.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) '\n');
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
