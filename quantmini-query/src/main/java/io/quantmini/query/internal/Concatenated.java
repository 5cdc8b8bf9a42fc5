package io.quantmini.query.internal;

import io.quantmini.batch.BatchStream;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/** Streams of one schema, one after the other; each is opened when the one before has no more rows. Owns what is open. */
final class Concatenated implements BatchStream {
    private final Iterator<? extends Supplier<? extends BatchStream>> rest;
    private BatchStream current;

    private Concatenated(Iterator<? extends Supplier<? extends BatchStream>> rest) {
        this.rest = rest;
        this.current = rest.next().get();
    }

    /** At least one stream, the first of which is opened here. */
    static BatchStream of(List<? extends Supplier<? extends BatchStream>> sources) {
        return sources.size() == 1 ? sources.get(0).get() : new Concatenated(sources.iterator());
    }

    @Override
    public Schema schema() {
        return current.schema();
    }

    @Override
    public boolean advance() {
        while (!current.advance()) {
            if (!rest.hasNext()) {
                return false;
            }
            current.close();
            current = rest.next().get();
        }
        return true;
    }

    @Override
    public VectorSchemaRoot batch() {
        return current.batch();
    }

    @Override
    public void close() {
        current.close();
    }
}
