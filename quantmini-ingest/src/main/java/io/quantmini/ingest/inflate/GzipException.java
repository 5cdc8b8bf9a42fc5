package io.quantmini.ingest.inflate;

import java.io.IOException;

/** The bytes are no sound gzip file, or pass a limit; a failing disk is any other {@link IOException}. */
public final class GzipException extends IOException {
    private static final long serialVersionUID = 1L;

    private final GzipFault fault;
    private final long offset;

    /** {@code detail} says what was expected and found. */
    public GzipException(GzipFault fault, long offset, String detail) {
        super(detail);
        this.fault = fault;
        this.offset = offset;
    }

    /** Why. */
    public GzipFault fault() {
        return fault;
    }

    /** Where in the compressed bytes, counted from where reading began. */
    public long offset() {
        return offset;
    }
}
