package io.quantmini.qlib.internal;

import io.quantmini.batch.BatchStream;
import io.quantmini.market.SessionRange;
import io.quantmini.market.Universe;
import io.quantmini.stage.QlibRequest;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** Reads the rows of a request and gives its instruments and lists away. */
final class Intake {
    /** No rows. */
    static final Rows NOTHING = new Rows(0, 0, List.of());

    private final QlibRequest request;
    private final Instruments instruments;
    private final Identity identity;

    Intake(QlibRequest request, Instruments instruments, Identity identity) {
        this.request = request;
        this.instruments = instruments;
        this.identity = identity;
    }

    /**
     * What was read.
     *
     * @param read rows
     * @param skipped of them have no place in the calendar
     * @param findings members of lists that could not be listed
     */
    record Rows(long read, long skipped, List<String> findings) {}

    /** Writes lists of members, once all instruments are there. */
    @FunctionalInterface
    interface Indexes {
        /** Gives what could not be listed. */
        List<String> write(List<Universe> indexes, Function<Universe.Member, List<Stay>> stays) throws IOException;
    }

    /** Reads the rows of these sessions. */
    Rows take(SessionRange sessions, Indexes indexes) throws IOException {
        try (BatchStream stream = request.input().rows().open(sessions)) {
            RowSink sink = request.dataset().isOptions()
                    ? new OptionRows(request, instruments, stream.schema())
                    : new StockRows(request, instruments, identity, stream.schema());
            long rows = 0;
            while (stream.advance()) {
                rows += stream.batch().getRowCount();
                sink.add(stream.batch());
            }
            return new Rows(rows, sink.finish(), indexes.write(request.indexes(), sink::stays));
        }
    }
}
