package io.quantmini.lake;

/** Paths relative to the lake's root, as manifests, intents and ledger lines hold them. Pure functions. */
final class LakePath {
    private static final String MARKS = "._%=+-";

    private LakePath() {}

    /** The path itself; anything that is not plainly below the root is an error. */
    static String require(String path) {
        int start = 0;
        while (start <= path.length()) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            if (!isSegment(path, start, end)) {
                throw new IllegalArgumentException(
                        "expected a path below the lake's root, with forward slashes, got \"" + path + "\"");
            }
            start = end + 1;
        }
        return path;
    }

    private static boolean isSegment(String path, int from, int to) {
        boolean dots = to - from <= 2;
        for (int i = from; i < to; i++) {
            char c = path.charAt(i);
            boolean plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (!plain && MARKS.indexOf(c) < 0) {
                return false;
            }
            dots &= c == '.';
        }
        return to > from && !dots;
    }
}
