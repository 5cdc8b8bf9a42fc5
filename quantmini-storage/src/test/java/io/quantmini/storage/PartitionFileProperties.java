package io.quantmini.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.batch.RowStream;
import io.quantmini.lake.Layer;
import io.quantmini.market.Dataset;
import io.quantmini.stage.FileScan;
import io.quantmini.stage.Placement;
import io.quantmini.stage.WriteRequest;
import io.quantmini.storage.internal.FileFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

class PartitionFileProperties {
    private static final List<String> SYMBOLS = List.of("A", "BRK.A", "CON", "NA", "TpA", "ZZZ");

    @Property(tries = 80)
    void a_filter_keeps_what_a_plain_loop_keeps(
            @ForAll @IntRange(min = 1, max = 60) int minutes,
            @ForAll @IntRange(min = 1, max = 9) int pageRows,
            @ForAll @IntRange(min = 0, max = 30) int extraRows,
            @ForAll("filters") Filter filter)
            throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        for (String symbol : SYMBOLS.subList(0, 5)) {
            int skipped = symbol.length();
            IntStream.range(skipped, minutes).forEach(minute -> rows.add(Bars.stock(symbol, Bars.DAY, minute)));
        }
        FileFormat format = new FileFormat(PageCompression.ZSTD_1, pageRows + extraRows, pageRows);
        long from = Bars.time(Bars.DAY, filter.from());
        long to = Bars.time(Bars.DAY, filter.to());
        List<List<Object>> expected = rows.stream()
                .filter(row -> filter.symbols().isEmpty() || filter.symbols().contains((String) row.get(0)))
                .filter(row -> (Long) row.get(2) >= from && (Long) row.get(2) <= to)
                .toList();

        Path staging = Files.createTempDirectory("quantmini");
        try (BufferAllocator allocator = new RootAllocator()) {
            for (FileScan all : write(rows, format, staging, allocator)) {
                FileScan some = new FileScan(all.lakeRoot(), all.file(), List.of(), filter.symbols(), from, to);
                assertThat(StagedFiles.read(all, allocator)).isEqualTo(rows);
                assertThat(StagedFiles.read(some, allocator)).isEqualTo(expected);
                Files.delete(all.lakeRoot().resolve(all.file().path()));
            }
        } finally {
            Files.delete(staging);
        }
    }

    @Provide
    Arbitrary<Filter> filters() {
        Arbitrary<Set<String>> symbols = Arbitraries.of(SYMBOLS).set().ofMaxSize(3);
        Arbitrary<Integer> minute = Arbitraries.integers().between(-5, 65);
        return Combinators.combine(symbols, minute, minute).as(Filter::new);
    }

    record Filter(Set<String> symbols, int from, int to) {}

    private static List<FileScan> write(
            List<List<Object>> rows, FileFormat format, Path staging, BufferAllocator allocator) {
        WriteRequest request = new WriteRequest(Dataset.STOCKS_MINUTE, Layer.BRONZE, Placement.SESSION, 1, staging);
        try (RowStream stream = Bars.stream(Dataset.STOCKS_MINUTE, rows, allocator)) {
            return new ParquetPartitionWriter(format)
                    .write(request, stream, allocator).stream()
                            .map(StagedFiles::scan)
                            .toList();
        }
    }
}
