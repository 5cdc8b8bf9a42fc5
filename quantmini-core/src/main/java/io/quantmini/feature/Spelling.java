package io.quantmini.feature;

import java.util.Locale;

/** Finds what an unknown operator was meant to be. */
final class Spelling {
    private Spelling() {}

    /** {@code did you mean Mean?} */
    static String nearest(String name) {
        Operator best = Operator.REF;
        int least = Integer.MAX_VALUE;
        for (Operator operator : Operator.values()) {
            int distance =
                    distance(name.toLowerCase(Locale.ROOT), operator.label().toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                best = operator;
            }
        }
        return "did you mean " + best.signature() + "?";
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j] + 1, row[j - 1] + 1), diagonal + change);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
