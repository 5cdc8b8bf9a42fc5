package io.quantmini.s3;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The head of an HTTP/1.1 message, as it stands. */
final class HttpText {
    private final List<String> lines;

    private HttpText(List<String> lines) {
        this.lines = List.copyOf(lines);
    }

    static HttpText of(String text) {
        return new HttpText(text.strip().lines().toList());
    }

    /** Up to the empty line; empty when the stream ends before. */
    static Optional<HttpText> read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < 4) {
            int next = in.read();
            if (next < 0) {
                return Optional.empty();
            }
            bytes.write(next);
            matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
        }
        return Optional.of(of(bytes.toString(StandardCharsets.ISO_8859_1)));
    }

    /** The request's or the status line. */
    String start() {
        return lines.get(0);
    }

    Optional<String> header(String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        return lines.stream()
                .skip(1)
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(line -> line.substring(prefix.length()).strip())
                .findFirst();
    }

    /** The same with that header, instead of others of its name. */
    HttpText with(String name, String value) {
        List<String> changed = new ArrayList<>(without(name).lines);
        changed.add(name + ": " + value);
        return new HttpText(changed);
    }

    HttpText without(String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        return new HttpText(lines.stream()
                .filter(line -> !line.toLowerCase(Locale.ROOT).startsWith(prefix))
                .toList());
    }

    byte[] bytes() {
        return (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}
