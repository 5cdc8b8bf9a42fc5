package io.quantmini.stage;

import java.util.Locale;

/** Why a row is quarantined. */
public enum RowFault {
    WRONG_COLUMN_COUNT(true),
    BAD_NUMBER(true),
    BAD_TICKER(true),
    INVALID_UTF8(true),
    NUL_BYTE(true),
    LINE_TOO_LONG(true),
    NEGATIVE_PRICE(false),
    NEGATIVE_VOLUME(false),
    VOLUME_TOO_LARGE(false),
    PRICE_ORDER(false),
    TIME_OUTSIDE_SESSION(false),
    NOT_ON_MINUTE(false),
    NOT_ON_MICROSECOND(false),
    BAD_CONTRACT(false),
    EXPIRED_CONTRACT(false),
    CONFLICTING_ROWS(false);

    private final boolean malformed;

    RowFault(boolean malformed) {
        this.malformed = malformed;
    }

    /** True when the row does not parse, false when it parses and breaks a market rule. */
    public boolean isMalformed() {
        return malformed;
    }

    /** The reason as the quarantine files and reports spell it: lower case. */
    public String reason() {
        return name().toLowerCase(Locale.ROOT);
    }
}
