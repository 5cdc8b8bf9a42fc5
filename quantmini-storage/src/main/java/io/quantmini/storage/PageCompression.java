package io.quantmini.storage;

/** How the pages of a Parquet file are compressed. */
public enum PageCompression {
    /** Not at all. */
    NONE(0),
    /** ZSTD at level 1, the default: about as small as level 3, at twice its speed. */
    ZSTD_1(1),
    /** ZSTD at level 3. */
    ZSTD_3(3);

    private final int level;

    PageCompression(int level) {
        this.level = level;
    }

    /** The ZSTD level; 0 for {@link #NONE}. */
    public int level() {
        return level;
    }
}
