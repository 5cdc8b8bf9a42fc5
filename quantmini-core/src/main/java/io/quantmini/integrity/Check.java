package io.quantmini.integrity;

/** What a finding is about, and what to do about it. */
public enum Check {
    /** The ledger itself. */
    LEDGER("restore metadata/ledger.jsonl from a copy"),
    /** A unit's list of files, or its sums. */
    MANIFEST("run the command that made its sessions again, which makes the unit anew"),
    /** A unit of a dataset that this program does not define. */
    DATASET("name the dataset in the request: its rows cannot be judged without it"),
    /** A file that is gone, or no plain file. */
    PRESENCE("run the command that made its sessions again, which restores the file"),
    /** A file's length. */
    SIZE("run the command that made its sessions again, which restores the file"),
    /** A file that no unit lists. */
    STRAY("if a run is going on, validate again after it; else delete the file, which is no part of the lake"),
    /** The checksum of a whole file. */
    CHECKSUM(Check.REMAKE),
    /** A file's footer cannot be read, or points outside the file. */
    FOOTER(Check.REMAKE),
    /** Names and types of columns. */
    SCHEMA(Check.REMAKE),
    /** Number of rows of a file or a session. */
    ROW_COUNT(Check.REMAKE),
    /** The checksum or the form of a page. */
    PAGE(Check.REMAKE),
    /** The order of rows: by symbol or ticker, then time. */
    ORDER(Check.REMAKE),
    /** Two rows of one symbol or ticker with one time. */
    DUPLICATE(Check.REMAKE),
    /** Symbol or underlying of a row against the partition it is in. */
    PARTITION(Check.REMAKE),
    /** The date of a row against the sessions of its unit. */
    SESSION(Check.REMAKE),
    /** The time of a row against its session, and the times of a file against its manifest. */
    TIME(Check.REMAKE),
    /** Prices, volume and transactions against the rules of the market. */
    VALUES(Check.REMAKE);

    private static final String REMAKE = "delete the file and run the command that made its sessions again";

    private final String action;

    Check(String action) {
        this.action = action;
    }

    /** What to do, as half a sentence. */
    public String action() {
        return action;
    }
}
