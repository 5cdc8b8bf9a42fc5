package io.quantmini.s3;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An answer that was not what was asked for, or a body that broke; worth another try. */
final class TransferException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean spoilt;

    private TransferException(String message, boolean spoilt, @Nullable Throwable cause) {
        super(message, cause);
        this.spoilt = spoilt;
    }

    /** What came so far is good. */
    static TransferException broken(String message, @Nullable Throwable cause) {
        return new TransferException(message, false, cause);
    }

    /** What came so far is not to be built on. */
    static TransferException spoilt(String message, @Nullable Throwable cause) {
        return new TransferException(message, true, cause);
    }

    boolean isSpoilt() {
        return spoilt;
    }
}
