package io.quantmini.stage;

import java.util.LinkedHashSet;
import java.util.List;

/**
 * Whose bars are wanted.
 *
 * @param kind what the names are
 * @param names exact and case-sensitive, each once; none for {@link Kind#ALL}, at least one otherwise
 */
public record BarKeys(Kind kind, List<String> names) {
    /** What names are. */
    public enum Kind {
        /** Symbols, or option tickers with their {@code O:}: rows as they were stored under that name. */
        TICKERS,
        /** Ids of securities: rows under whatever ticker the security had, none of another that bore the same. */
        SECURITIES,
        /** Roots of option contracts as written: all their contracts. */
        UNDERLYINGS,
        /** Everything; there are no names. */
        ALL
    }

    public BarKeys {
        names = List.copyOf(new LinkedHashSet<>(names));
        if (names.isEmpty() != (kind == Kind.ALL)) {
            throw new IllegalArgumentException("[bar query] expected "
                    + (kind == Kind.ALL ? "no names for all, got " + names : "at least one name, got none"));
        }
    }
}
