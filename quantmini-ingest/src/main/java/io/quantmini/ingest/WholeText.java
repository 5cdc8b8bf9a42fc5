package io.quantmini.ingest;

import io.quantmini.ResourceLimitException;

/** The text of a file, all of it in one array: one chunk. Its source is read and closed already. */
final class WholeText implements TextSource {
    /** Bytes of the array after the text, there to be loaded as part of a word. */
    private static final int READABLE_PAST_END = 256;

    /** As long as a text can be, for an array to hold it. */
    static final int MOST_BYTES = Integer.MAX_VALUE - 8 - READABLE_PAST_END;

    private final byte[] bytes;
    private final int length;
    private final long bytesIn;
    private final long trailerCrc;
    private Runnable released = () -> {};
    private int from;
    private int to;

    private WholeText(byte[] bytes, int length, long bytesIn, long trailerCrc) {
        this.bytes = bytes;
        this.length = length;
        this.bytesIn = bytesIn;
        this.trailerCrc = trailerCrc;
    }

    /**
     * Reads all of a source, which is closed in any case.
     *
     * @param file for errors
     * @param expected how long it will be, as far as is known
     * @param most longest text to take
     * @throws ResourceLimitException when it is longer, or there is no memory for it
     */
    static WholeText read(TextSource source, String file, long expected, int most) {
        try (source) {
            byte[] bytes = array(Math.min(expected, most), file, most);
            int length = 0;
            while (source.advance(0)) {
                int count = source.to() - source.from();
                if (count > most - length) {
                    throw tooLarge(file, most);
                }
                if (count > bytes.length - READABLE_PAST_END - length) {
                    byte[] longer = array(Math.min(most, Math.max(2L * length, length + count)), file, most);
                    System.arraycopy(bytes, 0, longer, 0, length);
                    bytes = longer;
                }
                System.arraycopy(source.buffer(), source.from(), bytes, length, count);
                length += count;
            }
            return new WholeText(bytes, length, source.bytesIn(), source.trailerCrc());
        }
    }

    private static byte[] array(long length, String file, int most) {
        try {
            return new byte[(int) length + READABLE_PAST_END];
        } catch (OutOfMemoryError e) {
            throw tooLarge(file, most);
        }
    }

    private static ResourceLimitException tooLarge(String file, long most) {
        return new ResourceLimitException(
                "heap bytes",
                most,
                -1,
                "[" + file + "] cannot hold the text of the file in memory: expected at most " + most
                        + " bytes, got more; use PIPELINE_MODE streaming, or a larger heap");
    }

    /** The same text once more, from its start. */
    WholeText again() {
        return new WholeText(bytes, length, bytesIn, trailerCrc);
    }

    int length() {
        return length;
    }

    /** Does that once, when this text is closed. */
    void whenClosed(Runnable action) {
        released = action;
    }

    @Override
    public boolean advance(int keep) {
        from = to - keep;
        boolean first = to < length;
        to = length;
        return first;
    }

    @Override
    public byte[] buffer() {
        return bytes;
    }

    @Override
    public int from() {
        return from;
    }

    @Override
    public int to() {
        return to;
    }

    @Override
    public int maxLength() {
        return length;
    }

    @Override
    public long bytesIn() {
        return bytesIn;
    }

    @Override
    public long bytesOut() {
        return length;
    }

    @Override
    public long trailerCrc() {
        return trailerCrc;
    }

    @Override
    public void close() {
        Runnable action = released;
        released = () -> {};
        action.run();
    }
}
