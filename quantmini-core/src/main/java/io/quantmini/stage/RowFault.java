package io.quantmini.stage;

import java.util.Locale;

/** Why a row is quarantined. A row with several faults has the first of them in this order. */
public enum RowFault {
    /** The record is longer than {@link IngestLimits#maxLineBytes()}. */
    LINE_TOO_LONG(true),
    NUL_BYTE(true),
    INVALID_UTF8(true),
    /** Too few or too many fields, a quote inside an unquoted field, or text after a closing quote. */
    WRONG_COLUMN_COUNT(true),
    /** Empty, with a character outside {@code [A-Za-z0-9./:_-]}, or too long to name the directory of a partition. */
    BAD_TICKER(true),
    /** Not a number as {@code FORMATS} has it, not finite, or past the range of its column. */
    BAD_NUMBER(true),
    NEGATIVE_PRICE(false),
    NEGATIVE_VOLUME(false),
    /** Above 2^53, where a double no longer holds every whole number. */
    VOLUME_TOO_LARGE(false),
    /** low &lt;= min(open, close) and max(open, close) &lt;= high does not hold. */
    PRICE_ORDER(false),
    /** The bar starts before 20:00 New York of the calendar day before the session, or at or after 20:00 of its date. */
    TIME_OUTSIDE_SESSION(false),
    NOT_ON_MINUTE(false),
    NOT_ON_MICROSECOND(false),
    /** An option ticker that does not name a contract, or names an expiration that is no date. */
    BAD_CONTRACT(false),
    /** The option had expired before the session. */
    EXPIRED_CONTRACT(false),
    /** Two different rows have this (ticker, time): none of them is published. */
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
