package io.quantmini.storage.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.arrow.vector.types.pojo.Schema;

/** Where the files of one unit are written: numbered in the order they were begun, all of one schema and format. */
final class StagingArea implements AutoCloseable {
    private final Path directory;
    private final Schema schema;
    private final FileFormat format;
    private final ZstdPages pages;
    private int files;

    StagingArea(Path directory, Schema schema, FileFormat format) {
        this.directory = directory;
        this.schema = schema;
        this.format = format;
        this.pages = new ZstdPages(format.compression().level());
    }

    RowFileWriter newFile() throws IOException {
        String name = String.format(Locale.ROOT, "rows-%06d.parquet", files++);
        return RowFileWriter.create(directory.resolve(name), schema, format, pages);
    }

    @Override
    public void close() {
        pages.close();
    }
}
