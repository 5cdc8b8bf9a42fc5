package io.quantmini.integrity;

import org.jspecify.annotations.Nullable;

/**
 * One thing in a Qlib directory that is not as it should be, or worth a remark.
 *
 * @param check what was looked at; it says what to do
 * @param path the file, relative to the Qlib directory, with forward slashes; empty for the directory itself
 * @param byteOffset where in the file it is, or first is, in bytes; null when it is about the whole file
 * @param expected what should be there
 * @param found what is there
 */
public record QlibFinding(
        QlibCheck check, String path, @Nullable Long byteOffset, String expected, String found) {
    /** File and offset, as far as they are known. */
    public String where() {
        String file = path.isEmpty() ? "the directory" : path;
        return byteOffset == null ? file : file + " @ " + byteOffset;
    }

    @Override
    public String toString() {
        return "[" + where() + "] expected " + expected + ", got " + found + "; " + check.action();
    }
}
