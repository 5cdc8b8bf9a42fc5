package io.quantmini.integrity;

import org.jspecify.annotations.Nullable;

/**
 * One thing in a lake that is not as it should be.
 *
 * @param check what was looked at; it says what to do
 * @param path the file, relative to the lake's root, with forward slashes
 * @param column its column; null when it is not about one
 * @param rowGroup its row group, counted from 0; null when it is not about one
 * @param expected what should be there
 * @param found what is there
 */
public record Finding(
        Check check,
        String path,
        @Nullable String column,
        @Nullable Integer rowGroup,
        String expected,
        String found) {
    /** About a file as a whole. */
    public static Finding of(Check check, String path, String expected, String found) {
        return new Finding(check, path, null, null, expected, found);
    }

    /** File, column and row group, as far as they are known. */
    public String where() {
        return path + (column == null ? "" : " column " + column) + (rowGroup == null ? "" : " row group " + rowGroup);
    }

    @Override
    public String toString() {
        return "[" + where() + "] expected " + expected + ", got " + found + "; " + check.action();
    }
}
