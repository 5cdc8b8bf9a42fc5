package io.quantmini.admission;

/** Which text is a ticker: one or more of {@code [A-Za-z0-9./:_-]}, case-sensitive; no word is special. */
public final class TickerSyntax {
    private static final boolean[] ALLOWED = allowed();

    private TickerSyntax() {}

    /** Whether a ticker may hold the byte. */
    public static boolean allows(byte character) {
        return character >= 0 && ALLOWED[character];
    }

    /** Whether {@code bytes[from, to)} is a ticker. */
    public static boolean isTicker(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!allows(bytes[i])) {
                return false;
            }
        }
        return from < to;
    }

    private static boolean[] allowed() {
        boolean[] allowed = new boolean[128];
        String characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789./:_-";
        for (int i = 0; i < characters.length(); i++) {
            allowed[characters.charAt(i)] = true;
        }
        return allowed;
    }
}
