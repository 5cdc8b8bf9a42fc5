package io.quantmini.integrity;

/** What a finding in a Qlib directory is about, whether it is a fault, and what to do about it. */
public enum QlibCheck {
    /** The manifest, or a directory that changes while it is looked at. */
    MANIFEST("run the qlib command again"),
    /** The rows and settings that the directory was made from. */
    INPUT("run the qlib command, which brings the directory up to date"),
    /** A directory or file that is gone, or cannot be read. */
    PRESENCE("run the qlib command again, which writes the directory anew"),
    /** A file or directory that is none of the directory's. */
    STRAY("delete it"),
    /** The checksum of a file. */
    CHECKSUM(QlibCheck.REMAKE),
    /** The length of a field's file. */
    SIZE(QlibCheck.REMAKE),
    /** The first number of a field's file: the calendar entry of its first value. */
    HEADER(QlibCheck.REMAKE),
    /** First and last entry of the fields of an instrument, and of its lines among the instruments. */
    SPAN(QlibCheck.REMAKE),
    /** Numbers that no reader can use: infinities, and missing values other than Qlib's. */
    VALUE(QlibCheck.REMAKE),
    /** The calendar: form, order and entries of its lines. */
    CALENDAR(QlibCheck.REMAKE),
    /** A list of instruments: form and order of its lines. */
    INSTRUMENTS(QlibCheck.REMAKE),
    /** The name of a security, in aliases, among instruments or as a directory. */
    NAME(QlibCheck.REMAKE),
    /** Values against the rows they were made from. */
    ROWS(QlibCheck.REMAKE),
    /** As in Qlib's own health check: the directory has no open, high, low, close or volume. */
    MISSING_COLUMN("write the directory with the field, if a model needs it"),
    /** As in Qlib's own health check: no factor, or no value of it. */
    MISSING_FACTOR("write the directory with the factor, if prices are traded"),
    /** As in Qlib's own health check: entries without a value between an instrument's first bar and its last. */
    MISSING_DATA("nothing, if the instrument did not trade"),
    /** As in Qlib's own health check: a price that moves by more than half, or a volume by more than three times. */
    LARGE_STEP("look for a split that is not among the reference data");

    private static final String REMAKE = "delete the file and run the qlib command again";

    private final String action;

    QlibCheck(String action) {
        this.action = action;
    }

    /** What to do, as half a sentence. */
    public String action() {
        return action;
    }

    /** Whether such a finding is damage; if not it is a remark, which sound data may well give rise to. */
    public boolean isFault() {
        return switch (this) {
            case MISSING_COLUMN, MISSING_FACTOR, MISSING_DATA, LARGE_STEP -> false;
            default -> true;
        };
    }
}
