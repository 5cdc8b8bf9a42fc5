package io.quantmini.internal;

import java.util.List;

/** Finds the key that a misspelt one was meant to be. */
public final class KnownKeys {
    private KnownKeys() {}

    /** The known key with the least edit distance (Levenshtein); the first of several. */
    public static String nearest(String key, List<String> known) {
        String best = known.get(0);
        for (String candidate : known) {
            if (distance(key, candidate) < distance(key, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
