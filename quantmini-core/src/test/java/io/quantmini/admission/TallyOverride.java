package io.quantmini.admission;

import io.quantmini.stage.CandidateStream;
import io.quantmini.stage.FileTally;
import io.quantmini.stage.RawRow;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/** A stream whose tally claims another number of records. */
record TallyOverride(CandidateStream stream, long read) implements CandidateStream {
    @Override
    public RawRow raw(int row) {
        return stream.raw(row);
    }

    @Override
    public FileTally tally() {
        return new FileTally(read, 0, 0, 0, 0, 0, List.of());
    }

    @Override
    public Schema schema() {
        return stream.schema();
    }

    @Override
    public boolean advance() {
        return stream.advance();
    }

    @Override
    public VectorSchemaRoot batch() {
        return stream.batch();
    }

    @Override
    public void close() {
        stream.close();
    }
}
