package io.quantmini.lake;

import java.util.regex.Pattern;

/** Paths relative to the lake's root, as manifests, intents and ledger lines hold them. Pure functions. */
final class LakePath {
    private static final Pattern SAFE =
            Pattern.compile("(?!.*(^|/)\\.\\.?(/|$))[A-Za-z0-9._%=+-]+(/[A-Za-z0-9._%=+-]+)*");

    private LakePath() {}

    /** The path itself; anything that is not plainly below the root is an error. */
    static String require(String path) {
        if (!SAFE.matcher(path).matches()) {
            throw new IllegalArgumentException(
                    "expected a path below the lake's root, with forward slashes, got \"" + path + "\"");
        }
        return path;
    }
}
