package io.quantmini.cli;

import io.quantmini.profile.ResourceBudget;
import io.quantmini.stage.CandidateStream;
import io.quantmini.stage.IngestRequest;
import io.quantmini.stage.Ingestor;
import java.util.function.BiConsumer;
import org.apache.arrow.memory.BufferAllocator;

/**
 * An ingestor that asks for a number of files at once, whatever the machine.
 *
 * @param ingestor that decodes
 * @param files at once
 * @param opening is told of every file before it is opened, on the thread that opens it
 */
record ManyFiles(Ingestor ingestor, int files, BiConsumer<IngestRequest, BufferAllocator> opening) implements Ingestor {
    static ManyFiles of(Ingestor ingestor, int files) {
        return new ManyFiles(ingestor, files, (request, allocator) -> {});
    }

    @Override
    public CandidateStream open(IngestRequest request, BufferAllocator allocator) {
        opening.accept(request, allocator);
        return ingestor.open(request, allocator);
    }

    @Override
    public int filesAtOnce(ResourceBudget budget) {
        return files;
    }
}
