package io.quantmini.qlib.internal;

import io.quantmini.market.BarSchema;
import io.quantmini.qlib.QlibName;
import io.quantmini.qlib.QlibUpdateException;
import io.quantmini.stage.QlibIndex;
import io.quantmini.stage.QlibRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Turns rows of daily options, sorted by ticker, into one series an underlying. Roots may interleave in that order
 * ({@code A1} lies within {@code A}), so an underlying is written once a ticker comes that cannot be followed by one of its
 * own. Not thread-safe.
 */
final class OptionRows implements RowSink {
    private static final List<String> FIELDS = List.of("call_volume", "put_volume", "put_call_ratio");
    private static final String CALL = "call";

    private final Instruments build;
    private final List<String> fields;
    private final Columns columns;
    private final int volumeColumn;
    private final TickerRun run;
    private final Series series;
    /** Volumes by calendar entry, of the underlyings that more rows may come for. */
    private final SortedMap<String, SortedMap<Integer, Volumes>> open = new TreeMap<>();

    private SortedMap<Integer, Volumes> current = new TreeMap<>();
    private boolean calls;
    private long skipped;

    private static final class Volumes {
        private double calls;
        private double puts;

        double get(String field) {
            return switch (field) {
                case "call_volume" -> calls;
                case "put_volume" -> puts;
                default -> puts / calls;
            };
        }
    }

    OptionRows(QlibRequest request, Instruments build, Schema schema) {
        this.build = build;
        this.fields = request.fields();
        this.columns = new Columns(request.directory(), schema);
        this.volumeColumn = columns.require(BarSchema.VOLUME);
        this.run = new TickerRun(request.directory());
        this.series = new Series(fields.size(), false);
        if (!FIELDS.containsAll(fields)) {
            throw new QlibUpdateException(
                    request.directory(),
                    "cannot write the Qlib fields: expected some of " + FIELDS + ", got " + fields,
                    null);
        }
    }

    @Override
    public void add(VectorSchemaRoot batch) throws IOException {
        var tickers = (VarCharVector) batch.getVector(BarSchema.TICKER);
        var underlyings = (VarCharVector) batch.getVector(BarSchema.UNDERLYING);
        var types = (VarCharVector) batch.getVector(BarSchema.CONTRACT_TYPE);
        var dates = (DateDayVector) batch.getVector(BarSchema.DATE);
        Columns.NumberColumn volumes = columns.number(batch, volumeColumn);
        for (int row = 0; row < batch.getRowCount(); row++) {
            if (run.startsAt(tickers, row)) {
                closeBefore(run.ticker());
                current = open.computeIfAbsent(text(underlyings, row), underlying -> new TreeMap<>());
                calls = text(types, row).equals(CALL);
            }
            int entry = build.axis().entry(dates.get(row), 0);
            if (entry < 0) {
                skipped++;
                continue;
            }
            Volumes sums = current.computeIfAbsent(entry, key -> new Volumes());
            if (calls) {
                sums.calls += volumes.get(row);
            } else {
                sums.puts += volumes.get(row);
            }
        }
    }

    @Override
    public long finish() throws IOException {
        for (var underlying : open.entrySet()) {
            write(underlying.getKey(), underlying.getValue());
        }
        open.clear();
        return skipped;
    }

    @Override
    public List<Stay> stays(QlibIndex.Member member) {
        LocalDate from = member.from();
        LocalDate to = member.to();
        String instrument = QlibName.of(member.ticker()).instrument();
        return List.of(new Stay(instrument, from == null ? LocalDate.MIN : from, to == null ? LocalDate.MAX : to));
    }

    private void closeBefore(String ticker) throws IOException {
        Iterator<Map.Entry<String, SortedMap<Integer, Volumes>>> underlyings =
                open.entrySet().iterator();
        while (underlyings.hasNext()) {
            var underlying = underlyings.next();
            if (!ticker.startsWith("O:" + underlying.getKey())) {
                write(underlying.getKey(), underlying.getValue());
                underlyings.remove();
            }
        }
    }

    private void write(String underlying, SortedMap<Integer, Volumes> days) throws IOException {
        if (days.isEmpty()) {
            return;
        }
        for (var day : days.entrySet()) {
            series.open(day.getKey());
            for (int field = 0; field < fields.size(); field++) {
                series.set(field, day.getKey(), day.getValue().get(fields.get(field)));
            }
        }
        QlibName name = QlibName.of(underlying);
        build.instrument(name, series);
        if (!name.instrument().equals(underlying)) {
            build.alias(new Alias(underlying, name.instrument(), null, null));
        }
        series.clear();
    }

    private static String text(VarCharVector column, int row) {
        return new String(column.get(row), StandardCharsets.UTF_8);
    }
}
