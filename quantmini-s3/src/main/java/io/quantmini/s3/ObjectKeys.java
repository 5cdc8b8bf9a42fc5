package io.quantmini.s3;

import io.quantmini.stage.DownloadException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which keys are asked for, and how a key is shown in a message. */
final class ObjectKeys {
    /** Longest key S3 allows, in UTF-8 bytes. */
    private static final int MAX_BYTES = 1024;

    private ObjectKeys() {}

    /** Refuses a key that a server or a file system could read as a path to somewhere else. */
    static void check(String key) {
        String fault = fault(key);
        if (fault != null) {
            throw new DownloadException(
                    key,
                    0,
                    false,
                    "[" + shown(key) + "] cannot ask for this key: expected names apart by single slashes, got " + fault
                            + "; ask for a key that a listing gave",
                    null);
        }
    }

    private static @Nullable String fault(String key) {
        if (key.isEmpty()) {
            return "an empty key";
        }
        if (key.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return "more than " + MAX_BYTES + " bytes";
        }
        if (key.chars().anyMatch(c -> Character.isISOControl(c) || c == '\\')) {
            return "a control character or a backslash";
        }
        for (String part : key.split("/", -1)) {
            if (part.isEmpty()) {
                return "an empty name";
            }
            if (part.equals(".") || part.equals("..")) {
                return "\"" + part + "\"";
            }
        }
        return null;
    }

    /** The key for a message: control characters escaped, cut at 200 characters. */
    static String shown(String key) {
        StringBuilder out = new StringBuilder();
        key.chars().limit(200).forEach(c -> {
            if (Character.isISOControl(c)) {
                out.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                out.append((char) c);
            }
        });
        return key.length() > 200 ? out + "…" : out.toString();
    }
}
