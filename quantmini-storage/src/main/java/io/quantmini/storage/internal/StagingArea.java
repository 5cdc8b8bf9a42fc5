package io.quantmini.storage.internal;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.arrow.vector.types.pojo.Schema;

/** Where the files of one unit are written: numbered in the order they were begun, all of one schema and format. */
final class StagingArea implements AutoCloseable {
    private final Path directory;
    private final ColumnFileWriter.Factory writers;
    private int files;

    StagingArea(Path directory, Schema schema, FileFormat format) {
        this.directory = directory;
        this.writers = ColumnFileWriter.factory(directory.toString(), schema, format);
    }

    RowFileWriter newFile() throws IOException {
        return writers.create(directory.resolve("rows-" + files++ + ".parquet"));
    }

    @Override
    public void close() {
        writers.close();
    }
}
