package io.quantmini.pipeline;

import io.quantmini.batch.BatchStream;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.Layer;
import io.quantmini.market.BarSchema;
import io.quantmini.market.CorporateActions;
import io.quantmini.market.Dataset;
import io.quantmini.market.PreviousClose;
import io.quantmini.market.SecurityMap;
import io.quantmini.market.SecuritySpan;
import io.quantmini.stage.FileScan;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarCharVector;

/** Raw closes of the securities that have splits or dividends, from bronze {@code stocks_daily}. */
final class ClosingPrices implements PreviousClose {
    private final Map<String, TreeMap<LocalDate, Double>> bySecurity = new HashMap<>();

    private ClosingPrices() {}

    /** The closes of all securities with an event. */
    static ClosingPrices load(OpenLake open, SecurityMap securities, CorporateActions actions) {
        Set<String> tickers = new TreeSet<>();
        for (String id : actions.securityIds()) {
            securities.security(id).spans().stream().map(SecuritySpan::ticker).forEach(tickers::add);
        }
        return load(open, securities, tickers);
    }

    /** The closes under these tickers. */
    static ClosingPrices load(OpenLake open, SecurityMap securities, Set<String> tickers) {
        ClosingPrices prices = new ClosingPrices();
        if (tickers.isEmpty()) {
            return prices;
        }
        try (BufferAllocator allocator =
                open.context().allocator().newChildAllocator("closing prices", 0, Long.MAX_VALUE)) {
            for (LakeFile file : open.lake().catalog().files(Dataset.STOCKS_DAILY, Layer.BRONZE)) {
                FileScan scan = new FileScan(
                        open.lake().root(),
                        file,
                        List.of(BarSchema.SYMBOL, BarSchema.DATE, BarSchema.CLOSE),
                        tickers,
                        Long.MIN_VALUE,
                        Long.MAX_VALUE);
                try (BatchStream rows = open.stages().reader().open(scan, allocator)) {
                    while (rows.advance()) {
                        prices.add(rows, securities);
                    }
                }
            }
        }
        return prices;
    }

    @Override
    public double before(String securityId, LocalDate date) {
        Map.Entry<LocalDate, Double> last =
                bySecurity.getOrDefault(securityId, new TreeMap<>()).lowerEntry(date);
        return last == null ? Double.NaN : last.getValue();
    }

    private void add(BatchStream rows, SecurityMap securities) {
        VarCharVector symbols = (VarCharVector) rows.batch().getVector(BarSchema.SYMBOL);
        DateDayVector dates = (DateDayVector) rows.batch().getVector(BarSchema.DATE);
        Float8Vector closes = (Float8Vector) rows.batch().getVector(BarSchema.CLOSE);
        for (int row = 0; row < rows.batch().getRowCount(); row++) {
            LocalDate date = LocalDate.ofEpochDay(dates.get(row));
            String ticker = new String(symbols.get(row), StandardCharsets.UTF_8);
            bySecurity
                    .computeIfAbsent(securities.securityOf(ticker, date), id -> new TreeMap<>())
                    .put(date, closes.get(row));
        }
    }
}
