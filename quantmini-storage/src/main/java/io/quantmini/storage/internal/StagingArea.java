package io.quantmini.storage.internal;

import java.io.IOException;
import java.nio.file.Path;

/** Where the files of one unit are written: numbered in the order they were begun, all of one schema and format. */
final class StagingArea implements AutoCloseable {
    private final Path directory;
    private final String prefix;
    private final ColumnFileWriter.Factory writers;
    private int files;

    /**
     * Takes over the maker of the files.
     *
     * @param prefix of the files' names
     */
    StagingArea(Path directory, String prefix, ColumnFileWriter.Factory writers) {
        this.directory = directory;
        this.prefix = prefix;
        this.writers = writers;
    }

    RowFileWriter newFile() throws IOException {
        return writers.create(directory.resolve(prefix + files++ + ".parquet"));
    }

    @Override
    public void close() {
        writers.close();
    }
}
