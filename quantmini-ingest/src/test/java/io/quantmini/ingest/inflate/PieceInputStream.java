package io.quantmini.ingest.inflate;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;

/** Gives at most so many bytes at a time. */
class PieceInputStream extends FilterInputStream {
    private final int piece;

    PieceInputStream(byte[] bytes, int piece) {
        super(new ByteArrayInputStream(bytes));
        this.piece = piece;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        return super.read(target, from, Math.min(length, piece));
    }
}
