package io.quantmini.stage;

import io.quantmini.batch.BatchStream;
import io.quantmini.feature.FeatureException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;

/** Bars of which only the files are known. */
record FileBars(List<Path> files) implements BarSource {
    static final BarSource NONE = new FileBars(List.of());

    FileBars {
        files = List.copyOf(files);
        Set<Path> seen = new HashSet<>();
        for (Path file : files) {
            if (!file.isAbsolute() || !seen.add(file)) {
                throw FeatureException.of("bars", "cannot read files: expected absolute paths, each once, got " + file);
            }
        }
    }

    @Override
    public BatchStream open(List<String> columns, Set<String> symbols, BufferAllocator allocator) {
        throw FeatureException.of(
                "bars",
                "cannot open rows: expected a source with a reader, got " + files.size()
                        + " plain files; take bars from a lake, or an engine that opens files itself");
    }
}
