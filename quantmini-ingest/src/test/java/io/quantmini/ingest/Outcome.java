package io.quantmini.ingest;

import io.quantmini.admission.Admission;
import io.quantmini.admission.AdmissionRequest;
import io.quantmini.admission.AdmissionTally;
import io.quantmini.admission.AdmittedStream;
import io.quantmini.admission.FilePosition;
import io.quantmini.admission.IngestException;
import io.quantmini.admission.UnsortedFileException;
import io.quantmini.stage.Ingestor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;

/**
 * What an ingestor behind admission makes of a file, down to the last bit: as it stands and, when it is not sorted, once more.
 * Proves on the way that all memory is given back, no temporary file is left, and every row is accounted for.
 *
 * @param refusal why the file was refused; null when it was accepted
 * @param unsorted the first row out of order, if one was met
 * @param tally of an accepted file
 * @param columns of an accepted file
 * @param quarantine bytes of the quarantine file, empty when there is none
 */
@SuppressWarnings("ArrayRecordComponent")
record Outcome(
        @Nullable Refusal refusal,
        @Nullable FilePosition unsorted,
        @Nullable AdmissionTally tally,
        ColumnBytes columns,
        byte[] quarantine) {
    /** The quarantine file is deleted first, and alone in its directory. */
    static Outcome of(Ingestor ingestor, AdmissionRequest request) {
        delete(request.quarantine());
        try (BufferAllocator allocator = new RootAllocator(1L << 30)) {
            Outcome outcome = attempts(ingestor, request, allocator);
            if (allocator.getAllocatedMemory() != 0) {
                throw new AssertionError(allocator.getAllocatedMemory() + " bytes are not given back");
            }
            return outcome;
        }
    }

    private static Outcome attempts(Ingestor ingestor, AdmissionRequest request, BufferAllocator allocator) {
        try {
            return attempt(ingestor, request, allocator, null);
        } catch (UnsortedFileException e) {
            return attempt(ingestor, request.inSortedMode(), allocator, e.position());
        }
    }

    private static Outcome attempt(
            Ingestor ingestor, AdmissionRequest request, BufferAllocator allocator, @Nullable FilePosition unsorted) {
        Outcome outcome;
        try (AdmittedStream stream = Admission.open(ingestor, request, allocator)) {
            ColumnBytes columns = new ColumnBytes(stream.schema());
            while (stream.advance()) {
                columns.append(stream.batch());
            }
            byte[] quarantine = read(request.quarantine());
            outcome = new Outcome(null, unsorted, stream.tally(), columns, quarantine);
            account(stream.tally(), columns.rows());
        } catch (IngestException e) {
            outcome = new Outcome(Refusal.of(e), unsorted, null, ColumnBytes.NONE, new byte[0]);
            if (Files.exists(request.quarantine())) {
                throw new AssertionError("a refused file has a quarantine file");
            }
        }
        leavesNothingBeside(request.quarantine());
        return outcome;
    }

    private static void account(AdmissionTally tally, long rows) {
        if (tally.published() != rows
                || tally.read() != rows + tally.quarantined() + tally.duplicates() + tally.blank()) {
            throw new AssertionError(rows + " rows came out, and the tally says " + tally);
        }
    }

    boolean isAccepted() {
        return refusal == null;
    }

    /**
     * The first difference between this outcome, the oracle's, and another; null when there is none.
     *
     * @param soundGzip whether the gzip is known to be sound; if not, and the header is faulty as well, either may be met first
     */
    @Nullable
    String difference(Outcome other, boolean soundGzip) {
        if (refusal != null && other.refusal != null) {
            return refusal.difference(other.refusal, soundGzip);
        }
        if (refusal != null || other.refusal != null) {
            return "expected " + brief() + ", got " + other.brief();
        }
        if (!Objects.equals(unsorted, other.unsorted)) {
            return "expected the first row out of order at " + unsorted + ", got " + other.unsorted;
        }
        if (!Objects.equals(tally, other.tally)) {
            return "expected the tally\n  " + tally + "\ngot\n  " + other.tally;
        }
        String inColumns = columns.difference(other.columns);
        if (inColumns != null) {
            return inColumns;
        }
        return Arrays.equals(quarantine, other.quarantine)
                ? null
                : "expected the quarantine file\n  " + QuarantineText.of(quarantine) + "\ngot\n  "
                        + QuarantineText.of(other.quarantine);
    }

    private String brief() {
        return refusal != null ? "refused: " + refusal : "accepted: " + tally;
    }

    private static byte[] read(Path file) {
        try {
            return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void leavesNothingBeside(Path quarantine) {
        try (var files = Files.list(quarantine.resolveSibling(""))) {
            for (Path file : files.toList()) {
                if (!file.equals(quarantine)) {
                    throw new AssertionError("left behind: " + file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
