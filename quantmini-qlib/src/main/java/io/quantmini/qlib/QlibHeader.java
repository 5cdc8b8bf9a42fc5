package io.quantmini.qlib;

/** What the first four bytes of a field's file say, little-endian. */
public enum QlibHeader {
    /** Qlib's own: a float, the calendar entry of the first value. */
    START,
    /**
     * An unsigned number of values, of which the first stands at the calendar's first entry. Earlier converters of the same
     * flat files wrote it; Qlib takes it for a start and reads values at the wrong times.
     */
    COUNT
}
