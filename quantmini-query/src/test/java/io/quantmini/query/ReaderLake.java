package io.quantmini.query;

import static io.quantmini.lake.Layer.BRONZE;
import static io.quantmini.market.Dataset.STOCKS_MINUTE;

import io.quantmini.QuantminiContext;
import io.quantmini.config.QuantminiConfig;
import io.quantmini.market.SessionRange;
import io.quantmini.market.TradingCalendar;
import io.quantmini.pipeline.LakeAccess;
import io.quantmini.stage.BarQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** A lake in both tiers, an engine that reads it with the lake's own reader, and one with DuckDB alone. */
final class ReaderLake implements AutoCloseable {
    static final String[] SYMBOLS = {"A", "AAPL", "AAPLW", "BRK.A", "MSFT", "NA", "TPA", "TpA"};

    final BufferAllocator allocator = new RootAllocator();
    final BarLake lake;
    final DuckDbQueryEngine engine;
    final DuckDbQueryEngine duckDb;
    private final QuantminiContext context;
    private final QuerySettings settings;

    ReaderLake(Path directory) {
        Path root = directory.resolve("lake");
        lake = new BarLake(root);
        context = QuantminiContext.open(QuantminiConfig.builder().dataRoot(root).build());
        settings = new QuerySettings(64 << 20, 2, directory);
        engine = DuckDbQueryEngine.open(
                LakeAccess.open(context, lake.lake()), settings, new CacheSettings(8 << 20, Duration.ofMinutes(10)));
        duckDb = DuckDbQueryEngine.open(lake.lake(), settings);
    }

    /** An engine that keeps no answer; the caller closes it. */
    DuckDbQueryEngine withoutCache() {
        return DuckDbQueryEngine.open(LakeAccess.open(context, lake.lake()), settings, CacheSettings.NONE);
    }

    /** Proves that nothing is left of any answer. */
    @Override
    public void close() {
        engine.close();
        duckDb.close();
        context.close();
        allocator.close();
    }

    /** Another that reads with the lake's own reader, for so long at most, and keeps nothing; the caller closes it. */
    DuckDbQueryEngine engine(Duration limit) {
        return DuckDbQueryEngine.open(
                LakeAccess.open(context, lake.lake()), settings.timeLimit(limit), CacheSettings.NONE);
    }

    List<TestBar> read(BarQuery query) {
        return TestBar.read(engine.bars(query, allocator));
    }

    List<TestBar> readByDuckDb(BarQuery query) {
        return TestBar.read(duckDb.bars(query, allocator));
    }

    /** Two settled months, of which the second has a later session beside it, and sessions that are not settled. */
    void bothTiers() {
        settled("2024-11-25", "2024-11-26", "2024-11-29");
        settled("2024-12-02", "2024-12-04");
        session("2024-12-03");
        session("2024-12-05");
        session("2024-12-06");
    }

    private void settled(String... dates) {
        List<TestBar> bars = new ArrayList<>();
        for (String date : dates) {
            bars.addAll(minutes(LocalDate.parse(date)));
        }
        lake.settled(STOCKS_MINUTE, BRONZE, bars);
    }

    void session(String date) {
        lake.session(STOCKS_MINUTE, BRONZE, minutes(LocalDate.parse(date)));
    }

    static List<TestBar> minutes(LocalDate date) {
        List<TestBar> bars = new ArrayList<>();
        for (String symbol : SYMBOLS) {
            bars.addAll(TestBar.minutes(symbol, date).subList(200, 700));
        }
        return bars;
    }

    static List<TestBar> days(String... symbols) {
        List<TestBar> bars = new ArrayList<>();
        for (String symbol : symbols) {
            for (LocalDate date : TradingCalendar.nyse().sessions(SessionRange.of("2024-12-02", "2024-12-31"))) {
                bars.add(TestBar.day(symbol, date));
            }
        }
        return bars;
    }

    void splits(String rows) {
        lake.reference(
                "splits",
                "SELECT * FROM (VALUES " + rows + ") AS splits(ticker, execution_date, split_from, split_to)");
    }
}
