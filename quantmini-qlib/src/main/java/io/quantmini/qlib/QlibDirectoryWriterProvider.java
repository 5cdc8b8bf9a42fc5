package io.quantmini.qlib;

import io.quantmini.QuantminiContext;
import io.quantmini.spi.QlibBinaryWriterProvider;
import io.quantmini.stage.QlibBinaryWriter;

/** Registers {@link QlibDirectoryWriter}. */
public final class QlibDirectoryWriterProvider implements QlibBinaryWriterProvider {
    @Override
    public String id() {
        return "directory";
    }

    @Override
    public String describe() {
        return "directory, extended in place or swapped in";
    }

    @Override
    public QlibBinaryWriter create(QuantminiContext context) {
        return new QlibDirectoryWriter();
    }
}
