package io.quantmini.ingest;

import io.quantmini.admission.FileFault;
import io.quantmini.admission.FilePosition;
import io.quantmini.admission.IngestException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why and where a file was refused, as the exception has it. */
record Refusal(
        FileFault fault, FilePosition position, @Nullable String message) {
    /** Each notices invalid compressed data at its own place, some bytes on. */
    private static final int CORRUPT_WITHIN = 8;

    private static final Set<FileFault> HEADER_FAULTS =
            Set.of(FileFault.NO_HEADER, FileFault.MISSING_COLUMN, FileFault.REPEATED_COLUMN);

    static Refusal of(IngestException e) {
        return new Refusal(e.fault(), e.position(), e.getMessage());
    }

    /**
     * How another refusal of the same file differs from this, the oracle's; null when it does not.
     *
     * @param soundGzip whether the gzip is known to be sound; if not, and the header is faulty as well, either may be met first
     */
    @Nullable
    String difference(Refusal got, boolean soundGzip) {
        String difference = "expected " + this + ", got " + got;
        if (fault != got.fault) {
            boolean twoFaults = HEADER_FAULTS.contains(fault) != HEADER_FAULTS.contains(got.fault);
            return twoFaults && !soundGzip ? null : difference;
        }
        if (fault == FileFault.CORRUPT) {
            long apart = Math.abs(position.offset() - got.position.offset());
            return apart <= CORRUPT_WITHIN ? null : difference;
        }
        return equals(got) ? null : difference;
    }
}
