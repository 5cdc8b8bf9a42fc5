package io.quantmini.ingest.inflate;

import java.io.ByteArrayInputStream;

/** Gives at most so many bytes at a time. */
final class PieceInputStream extends ByteArrayInputStream {
    private final int piece;

    PieceInputStream(byte[] bytes, int piece) {
        super(bytes);
        this.piece = piece;
    }

    @Override
    public synchronized int read(byte[] target, int from, int length) {
        return super.read(target, from, Math.min(length, piece));
    }
}
