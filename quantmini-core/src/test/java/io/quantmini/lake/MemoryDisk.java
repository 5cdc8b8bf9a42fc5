package io.quantmini.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/** Temporary directories in memory where the system has such a place: for tests with many thousand file operations. */
public final class MemoryDisk implements TempDirFactory {
    private static final Path MEMORY = Path.of("/dev/shm");

    /** A new one, which the caller deletes. */
    public static Path create() throws IOException {
        return Files.isWritable(MEMORY)
                ? Files.createTempDirectory(MEMORY, "quantmini")
                : Files.createTempDirectory("quantmini");
    }

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension) throws IOException {
        return create();
    }
}
