package io.quantmini.ingest;

import java.util.Arrays;

/** A text in chunks of one size, each in an array of its own, with rubbish around it. */
final class TextInPieces implements TextSource {
    private static final int AROUND = 64;

    private final byte[] text;
    private final int piece;
    private byte[] buffer = {};
    private int kept;
    private int next;

    TextInPieces(byte[] text, int piece) {
        this.text = text;
        this.piece = Math.min(piece, text.length);
    }

    @Override
    public boolean advance(int keep) {
        int count = Math.min(piece, text.length - next);
        kept = keep;
        buffer = new byte[AROUND + keep + count + AROUND];
        Arrays.fill(buffer, (byte) '"');
        System.arraycopy(text, next - keep, buffer, AROUND, keep + count);
        next += count;
        return count > 0;
    }

    @Override
    public byte[] buffer() {
        return buffer;
    }

    @Override
    public int from() {
        return AROUND;
    }

    @Override
    public int to() {
        return buffer.length - AROUND;
    }

    @Override
    public int maxLength() {
        return kept + text.length;
    }

    @Override
    public long bytesIn() {
        return next;
    }

    @Override
    public long bytesOut() {
        return next;
    }

    @Override
    public long trailerCrc() {
        return 0;
    }

    @Override
    public void close() {
        // nothing is held
    }
}
