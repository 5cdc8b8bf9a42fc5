package io.quantmini.storage.internal;

import io.quantmini.storage.PageCompression;

/**
 * What makes the bytes of a file besides its rows. Pages and row groups are cut by row count alone, so that batches,
 * threads and machines leave no trace.
 *
 * @param compression of the pages
 * @param rowGroupRows rows of every row group but the last
 * @param pageRows rows of every page but the last of a row group
 */
public record FileFormat(PageCompression compression, int rowGroupRows, int pageRows) {
    private static final int ROW_GROUP_ROWS = 131_072;
    private static final int PAGE_ROWS = 8_192;

    public FileFormat {
        if (pageRows < 1 || rowGroupRows < pageRows) {
            throw new IllegalArgumentException("[file format] expected 1 <= page rows <= row group rows, got "
                    + pageRows + " and " + rowGroupRows);
        }
    }

    /** The bounds of this release: 131,072 rows a row group, 8,192 rows a page. */
    public static FileFormat standard(PageCompression compression) {
        return new FileFormat(compression, ROW_GROUP_ROWS, PAGE_ROWS);
    }
}
