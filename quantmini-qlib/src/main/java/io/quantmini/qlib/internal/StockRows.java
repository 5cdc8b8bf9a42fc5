package io.quantmini.qlib.internal;

import io.quantmini.market.BarSchema;
import io.quantmini.market.SecuritySpan;
import io.quantmini.market.Universe;
import io.quantmini.qlib.QlibName;
import io.quantmini.qlib.QlibUpdateException;
import io.quantmini.stage.QlibRequest;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Turns rows of stocks into instruments. Memory holds one instrument: one whose bars may come in several pieces (it was
 * renamed, or its ticker used again) waits in a file until the last row was read. Not thread-safe.
 */
final class StockRows implements RowSink {
    private final QlibRequest request;
    private final Instruments build;
    private final Parking parking;
    private final Identity identity;
    private final TickerRun run;
    private final StockFields fields;
    private final Series series;
    private @Nullable SecuritySpan span;
    /** Epoch days of the span's ends, so that a row costs no date. */
    private long firstDay;

    private long lastDay;
    private boolean seen;
    private long skipped;

    StockRows(QlibRequest request, Instruments build, Identity identity, Schema schema) {
        this.request = request;
        this.build = build;
        this.parking = build.parking();
        this.identity = identity;
        this.run = new TickerRun(request.directory());
        this.fields = new StockFields(request.fields(), request.directory(), schema);
        this.series = fields.newSeries();
    }

    @Override
    public void add(VectorSchemaRoot batch) throws IOException {
        fields.bind(batch);
        var tickers = (VarCharVector) batch.getVector(BarSchema.SYMBOL);
        var dates = (DateDayVector) batch.getVector(BarSchema.DATE);
        var times = (TimeStampVector) batch.getVector(BarSchema.TIMESTAMP);
        for (int row = 0; row < batch.getRowCount(); row++) {
            int day = dates.get(row);
            boolean newTicker = run.startsAt(tickers, row);
            SecuritySpan current = span;
            if (newTicker || current == null || day < firstDay || day > lastDay) {
                current = moveTo(identity.span(run.ticker(), day));
            }
            int entry = build.axis().entry(day, times.get(row));
            if (entry < 0) {
                skipped++;
                continue;
            }
            if (!series.open(entry)) {
                throw new QlibUpdateException(
                        request.directory(),
                        "cannot place " + run.ticker() + " of " + build.axis().label(entry)
                                + ": expected one bar of security " + current.securityId() + ", got two",
                        null);
            }
            fields.copy(row, series, entry);
            if (!seen) {
                identity.see(current);
                seen = true;
            }
        }
    }

    @Override
    public long finish() throws IOException {
        leave();
        for (String security : parking.keys()) {
            series.restore(parking.take(security));
            write(security);
        }
        parking.close();
        identity.aliases().forEach(build::alias);
        return skipped;
    }

    @Override
    public List<Stay> stays(Universe.Member member) {
        LocalDate from = request.sessions().from();
        LocalDate to = request.sessions().to();
        LocalDate first = member.from() == null || member.from().isBefore(from) ? from : member.from();
        LocalDate last = member.to() == null || member.to().isAfter(to) ? to : member.to();
        return identity.stays(member.ticker(), first, last);
    }

    private SecuritySpan moveTo(SecuritySpan next) throws IOException {
        SecuritySpan current = span;
        if (current == null || !current.securityId().equals(next.securityId())) {
            leave();
            series.restore(parking.take(next.securityId()));
        }
        LocalDate from = next.from();
        LocalDate to = next.to();
        span = next;
        firstDay = from == null ? Long.MIN_VALUE : from.toEpochDay();
        lastDay = to == null ? Long.MAX_VALUE : to.toEpochDay();
        seen = false;
        return next;
    }

    private void leave() throws IOException {
        SecuritySpan current = span;
        if (current == null || series.isEmpty()) {
            return;
        }
        if (identity.isSimple(current)) {
            write(current.securityId());
        } else {
            parking.leave(current.securityId(), series.park());
            series.clear();
        }
    }

    private void write(String security) throws IOException {
        fields.complete(series, build.axis());
        QlibName name = identity.name(security);
        identity.requireSame(security, name);
        build.instrument(name, series, request.fields());
        series.clear();
    }
}
