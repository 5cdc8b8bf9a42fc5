package io.quantmini.stage;

/**
 * Brings a Qlib data directory up to date. One directory is updated by one caller at a time (the lake's writer lock sees to
 * it); different directories may be updated by different threads.
 */
public interface QlibBinaryWriter {
    /**
     * Makes the directory hold exactly what the request describes, with the least work: none when it does already, and
     * where only sessions were added, what they add. The bytes are those of a directory written anew. A reader that opens
     * the directory meanwhile sees the old state, the new one or, for a moment, no directory, never a mixture. An update
     * that was killed is completed or undone by the next one.
     *
     * @throws io.quantmini.QuantminiException when the input lacks a field, is not sorted, or the disk fails; the old
     *     directory then stands, or the next update puts the new one in its place
     */
    QlibResult update(QlibRequest request);
}
