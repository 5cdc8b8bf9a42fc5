package io.quantmini.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.batch.BatchStream;
import io.quantmini.batch.RowStream;
import io.quantmini.query.QueryException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;

/** A lake, and an engine over its files alone that answers statements. */
final class SqlLake implements AutoCloseable {
    static final LocalDate FRIDAY = LocalDate.of(2024, 11, 29);
    static final LocalDate MONDAY = LocalDate.of(2024, 12, 2);

    final BufferAllocator allocator = new RootAllocator();
    final BarLake lake;
    final DuckDbQueryEngine engine;
    private final Path temp;

    SqlLake(Path directory) throws IOException {
        temp = Files.createDirectory(directory.resolve("temp"));
        lake = new BarLake(directory.resolve("lake"));
        engine = DuckDbQueryEngine.open(lake.lake(), new QuerySettings(64 << 20, 2, temp));
    }

    /** Proves that nothing is left of any answer, in memory and on disk. */
    @Override
    public void close() throws IOException {
        engine.close();
        allocator.close();
        try (Stream<Path> left = Files.list(temp)) {
            assertThat(left).isEmpty();
        }
    }

    /** The whole answer. */
    List<List<@Nullable Object>> rows(String select, @Nullable Object... parameters) {
        try (BatchStream rows = engine.sql(select, Arrays.asList(parameters), allocator)) {
            return RowStream.drain(rows);
        }
    }

    static void drain(BatchStream rows) {
        while (rows.advance()) {
            assertThat(rows.batch().getRowCount()).isPositive();
        }
    }

    /** A bar of the session for each ticker. */
    static List<TestBar> days(LocalDate date, String... tickers) {
        return Stream.of(tickers).map(ticker -> TestBar.day(ticker, date)).toList();
    }

    static Reason reason(Throwable failure) {
        return ((QueryException) failure).reason();
    }
}
