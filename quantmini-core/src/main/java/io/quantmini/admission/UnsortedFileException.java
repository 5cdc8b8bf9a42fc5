package io.quantmini.admission;

import io.quantmini.QuantminiException;

/**
 * A row whose (ticker, time) comes before the row above it, in a file that was expected sorted. Nothing is wrong with the
 * file: throw away what it gave so far and open it again with {@link AdmissionRequest#inSortedMode()}.
 */
public final class UnsortedFileException extends QuantminiException {
    private static final long serialVersionUID = 1L;

    private final FilePosition position;

    public UnsortedFileException(FilePosition position) {
        super(
                "[" + position + "] cannot read the file as it stands: expected rows in order of ticker and time, got"
                        + " one that comes before the row above it; open it again in sorted mode",
                null);
        this.position = position;
    }

    /** The first row out of order. */
    public FilePosition position() {
        return position;
    }
}
