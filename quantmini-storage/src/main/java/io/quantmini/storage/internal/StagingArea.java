package io.quantmini.storage.internal;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.arrow.vector.types.pojo.Schema;

/** Where the files of one unit are written: numbered in the order they were begun, all of one schema and format. */
final class StagingArea implements AutoCloseable {
    private final Path directory;
    private final String prefix;
    private final ColumnFileWriter.Factory writers;
    private int files;

    /**
     * @param prefix of the files' names
     */
    StagingArea(Path directory, String prefix, Schema schema, FileFormat format) {
        this.directory = directory;
        this.prefix = prefix;
        this.writers = ColumnFileWriter.factory(directory.toString(), schema, format);
    }

    RowFileWriter newFile() throws IOException {
        return writers.create(directory.resolve(prefix + files++ + ".parquet"));
    }

    @Override
    public void close() {
        writers.close();
    }
}
