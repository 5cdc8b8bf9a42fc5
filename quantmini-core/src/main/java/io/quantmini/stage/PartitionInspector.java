package io.quantmini.stage;

import org.apache.arrow.memory.BufferAllocator;

/** Looks into committed files for what is wrong with them. Safe for use by several threads. */
public interface PartitionInspector {
    /**
     * Holds a file that has the right length against its manifest and the rules of its dataset. Faults of the file, up to
     * one that cannot be read at all, are findings and no errors. Memory does not grow with the file.
     *
     * @param allocator of what is decoded, all of it freed on return
     */
    Inspection inspect(InspectionRequest request, BufferAllocator allocator);
}
