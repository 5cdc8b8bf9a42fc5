package io.quantmini.lake;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file that is not listed in a manifest and is replaced whole right after a commit, such as a session's quarantine. A
 * commit that was cut short between is completed when the lake is next opened for writing.
 *
 * @param target path relative to the lake's root, with forward slashes, such as
 *     {@code quarantine/stocks_minute/2025-09-29.ndjson.gz}
 * @param staged its new content, a file below the commit's staging directory; null to delete the target
 */
public record DerivedFile(String target, @Nullable Path staged) {
    /** Puts the staged file in the target's place. */
    public static DerivedFile replaced(String target, Path staged) {
        return new DerivedFile(target, staged);
    }

    /** Makes sure that there is no such file. */
    public static DerivedFile deleted(String target) {
        return new DerivedFile(target, null);
    }
}
