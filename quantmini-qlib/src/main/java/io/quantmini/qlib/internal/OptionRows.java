package io.quantmini.qlib.internal;

import io.quantmini.market.BarSchema;
import io.quantmini.market.Universe;
import io.quantmini.qlib.QlibName;
import io.quantmini.qlib.QlibUpdateException;
import io.quantmini.qlib.internal.ThirtyDayVolatility.Contract;
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
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Turns rows of daily options, sorted by ticker, into one series an underlying, and one a contract of those asked for. Roots
 * may interleave in that order ({@code A1} lies within {@code A}), so an underlying is written once a ticker comes that
 * cannot be followed by one of its own. Not thread-safe.
 */
final class OptionRows implements RowSink {
    private static final String CALL = "call";
    private static final String UNDERLYING_CLOSE = "underlying_close";
    private static final String IMPLIED_VOLATILITY = "implied_volatility";
    private static final int UNUSED = -1;

    private final Instruments build;
    private final List<String> fields;
    private final Columns columns;
    private final int volumeColumn;
    private final int closeColumn;
    private final int volatilityColumn;
    private final TickerRun run;
    private final Series series;
    private final ContractRows contracts;
    /** By calendar entry, of the underlyings that more rows may come for. */
    private final SortedMap<String, SortedMap<Integer, UnderlyingDay>> open = new TreeMap<>();

    private SortedMap<Integer, UnderlyingDay> current = new TreeMap<>();
    private Contract contract = new Contract(0, false, 0);
    private long skipped;

    OptionRows(QlibRequest request, Instruments build, Schema schema) {
        this.build = build;
        this.fields = request.fields();
        if (!UnderlyingDay.FIELDS.containsAll(fields)) {
            throw new QlibUpdateException(
                    request.directory(),
                    "cannot write the Qlib fields: expected some of " + UnderlyingDay.FIELDS + ", got " + fields,
                    null);
        }
        this.columns = new Columns(request.directory(), schema, List.of());
        this.volumeColumn = columns.require(BarSchema.VOLUME);
        boolean quotes = fields.contains(UnderlyingDay.VOLATILITY);
        this.closeColumn = quotes ? columns.require(UNDERLYING_CLOSE) : UNUSED;
        this.volatilityColumn = quotes ? columns.require(IMPLIED_VOLATILITY) : UNUSED;
        this.run = new TickerRun(request.directory());
        this.series = new Series(fields.size(), false);
        this.contracts = new ContractRows(request, build, columns);
    }

    @Override
    public void add(VectorSchemaRoot batch) throws IOException {
        contracts.bind(batch);
        var tickers = (VarCharVector) batch.getVector(BarSchema.TICKER);
        var dates = (DateDayVector) batch.getVector(BarSchema.DATE);
        Columns.NumberColumn volumes = columns.number(batch, volumeColumn);
        Columns.NumberColumn closes = numberOrNone(batch, closeColumn);
        Columns.NumberColumn volatilities = numberOrNone(batch, volatilityColumn);
        for (int row = 0; row < batch.getRowCount(); row++) {
            if (run.startsAt(tickers, row)) {
                begin(batch, row);
            }
            int date = dates.get(row);
            int entry = build.axis().entry(date, 0);
            if (entry < 0) {
                skipped++;
                continue;
            }
            UnderlyingDay day = current.computeIfAbsent(entry, key -> new UnderlyingDay(date));
            day.trade(contract.isCall(), volumes.get(row));
            day.volatility().add(contract, closes.get(row), volatilities.get(row));
            contracts.add(row, entry);
        }
    }

    private void begin(VectorSchemaRoot batch, int row) throws IOException {
        closeBefore(run.ticker());
        String underlying = text((VarCharVector) batch.getVector(BarSchema.UNDERLYING), row);
        current = open.computeIfAbsent(underlying, root -> new TreeMap<>());
        contracts.begin(run.ticker(), underlying);
        contract = new Contract(
                ((DateDayVector) batch.getVector(BarSchema.EXPIRATION_DATE)).get(row),
                text((VarCharVector) batch.getVector(BarSchema.CONTRACT_TYPE), row)
                        .equals(CALL),
                ((Float8Vector) batch.getVector(BarSchema.STRIKE_PRICE)).get(row));
    }

    private Columns.NumberColumn numberOrNone(VectorSchemaRoot batch, int column) {
        return column == UNUSED ? row -> Double.NaN : columns.number(batch, column);
    }

    @Override
    public long finish() throws IOException {
        contracts.finish();
        for (var underlying : open.entrySet()) {
            write(underlying.getKey(), underlying.getValue());
        }
        open.clear();
        return skipped;
    }

    @Override
    public List<Stay> stays(Universe.Member member) {
        LocalDate from = member.from();
        LocalDate to = member.to();
        String instrument = QlibName.of(member.ticker()).instrument();
        return List.of(new Stay(instrument, from == null ? LocalDate.MIN : from, to == null ? LocalDate.MAX : to));
    }

    private void closeBefore(String ticker) throws IOException {
        Iterator<Map.Entry<String, SortedMap<Integer, UnderlyingDay>>> underlyings =
                open.entrySet().iterator();
        while (underlyings.hasNext()) {
            var underlying = underlyings.next();
            if (!ticker.startsWith("O:" + underlying.getKey())) {
                write(underlying.getKey(), underlying.getValue());
                underlyings.remove();
            }
        }
    }

    private void write(String underlying, SortedMap<Integer, UnderlyingDay> days) throws IOException {
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
        build.instrument(name, series, fields);
        if (!name.instrument().equals(underlying)) {
            build.alias(new Alias(underlying, name.instrument(), null, null));
        }
        series.clear();
    }

    private static String text(VarCharVector column, int row) {
        return new String(column.get(row), StandardCharsets.UTF_8);
    }
}
