package io.quantmini.rest;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The key, and whether somebody repeats it. Its text shows nothing. */
final class Secret {
    /** Shorter ones are found in any text. */
    private static final int TELLING = 8;

    private final String key;
    private final List<byte[]> spellings;

    Secret(String key) {
        this.key = key;
        this.spellings = List.of(
                key.getBytes(StandardCharsets.UTF_8),
                URLEncoder.encode(key, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8));
    }

    /** The value of the header. */
    String bearer() {
        return "Bearer " + key;
    }

    /** Whether the key stands in the text, as it is or as in an address. */
    boolean isIn(byte[] text) {
        return key.length() >= TELLING && spellings.stream().anyMatch(spelling -> contains(text, spelling));
    }

    private static boolean contains(byte[] text, byte[] word) {
        for (int at = 0; at <= text.length - word.length; at++) {
            int matched = 0;
            while (matched < word.length && text[at + matched] == word[matched]) {
                matched++;
            }
            if (matched == word.length) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return "Secret[***]";
    }
}
