package io.quantmini.query.internal;

/** How DuckDB compares identifiers. */
final class Identifiers {
    private Identifiers() {}

    /** ASCII letters in lower case and the rest as it is: two identifiers with the same fold are the same. */
    static String fold(String identifier) {
        StringBuilder folded = new StringBuilder(identifier.length());
        for (int i = 0; i < identifier.length(); i++) {
            char c = identifier.charAt(i);
            folded.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
        }
        return folded.toString();
    }
}
