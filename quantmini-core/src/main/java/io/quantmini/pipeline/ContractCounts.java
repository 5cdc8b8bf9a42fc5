package io.quantmini.pipeline;

import io.quantmini.batch.BatchStream;
import io.quantmini.lake.Lake;
import io.quantmini.market.BarSchema;
import io.quantmini.stage.QlibRequest;
import io.quantmini.stage.TableStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VarCharVector;

/** Counts contracts in the lake's table {@code metadata/options/contracts}. */
final class ContractCounts {
    private final Path table;
    private final TableStore store;
    private final BufferAllocator allocator;

    ContractCounts(Lake lake, TableStore store, BufferAllocator allocator) {
        this.table = lake.paths().metadata().resolve("options").resolve("contracts.parquet");
        this.store = store;
        this.allocator = allocator;
    }

    /** How many each underlying has, which is 0 for some; empty when there is no table. */
    SortedMap<String, Integer> of(QlibRequest.Contracts wanted) {
        SortedMap<String, Integer> counts = new TreeMap<>();
        if (!Files.exists(table)) {
            return counts;
        }
        wanted.underlyings().forEach(underlying -> counts.put(underlying, 0));
        try (BatchStream rows = store.read(table, allocator)) {
            while (rows.advance()) {
                var underlyings = (VarCharVector) rows.batch().getVector(BarSchema.UNDERLYING);
                for (int row = 0; row < rows.batch().getRowCount(); row++) {
                    String underlying = new String(underlyings.get(row), StandardCharsets.UTF_8);
                    counts.computeIfPresent(underlying, (name, count) -> count + 1);
                }
            }
        }
        return counts;
    }
}
