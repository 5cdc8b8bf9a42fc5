package io.quantmini.admission;

import io.quantmini.stage.Ingestor;
import org.apache.arrow.memory.BufferAllocator;

/**
 * The door of the lake: wraps an ingestor, built in or custom, and lets through the rows that are sane bars, each key once,
 * in order, as bronze has them. Every other row is quarantined or counted. {@link io.quantmini.stage.RowFault} has the
 * rules of a row, {@link FileFault} those of a file.
 */
public final class Admission {
    private Admission() {}

    /**
     * Opens a file; the caller closes the stream. On failure nothing is left allocated.
     *
     * @param ingestor decodes the file; opened a second time when rows in conflict have to be looked up
     * @param allocator its limit bounds all memory off-heap: some 30 MiB, and in sorted mode up to half of what is left, in
     *     which a row takes 90 bytes; rows that do not fit wait in files
     * @throws IngestException when the file is rejected, here or at any advance of the stream
     * @throws FileAccessException when the file cannot be read, or the quarantine not written
     * @throws io.quantmini.ResourceLimitException when the allocator's limit is too small
     */
    public static AdmittedStream open(Ingestor ingestor, AdmissionRequest request, BufferAllocator allocator) {
        return AdmittedStream.open(ingestor, request, AdmittedStream.Sizes.DEFAULT, allocator);
    }
}
