package io.quantmini.query;

import io.quantmini.QuantminiContext;
import io.quantmini.lake.Lake;
import io.quantmini.pipeline.LakeAccess;
import io.quantmini.profile.ResourceBudget;
import io.quantmini.spi.QueryEngineProvider;
import io.quantmini.stage.QueryEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;

/**
 * Registers {@link DuckDbQueryEngine}, with the memory and threads of the budget and the time limit of the configuration; it
 * spills to the system's temporary files, and keeps answers of up to a sixteenth of the heap for ten minutes.
 */
public final class DuckDbQueryEngineProvider implements QueryEngineProvider {
    private static final long MOST_CACHE_BYTES = 64L << 20;
    private static final int CACHE_SHARE = 16;
    private static final Duration CACHE_TIME = Duration.ofMinutes(10);

    @Override
    public String id() {
        return "duckdb";
    }

    @Override
    public String describe() {
        return "SQL by DuckDB, in process, walled off from everything but the lake";
    }

    @Override
    public Function<Lake, QueryEngine> create(QuantminiContext context) {
        ResourceBudget budget = context.budget();
        Path temp = Path.of(System.getProperty("java.io.tmpdir"));
        QuerySettings settings = new QuerySettings(budget.duckDbMemoryBytes(), budget.threads(), temp)
                .timeLimit(context.config().queryTimeLimit().orElse(null))
                .processBytes(Math.max(budget.memoryBytes(), budget.duckDbMemoryBytes()));
        CacheSettings cache =
                new CacheSettings(Math.min(MOST_CACHE_BYTES, budget.heapBytes() / CACHE_SHARE), CACHE_TIME);
        return lake -> DuckDbQueryEngine.open(LakeAccess.open(context, lake), settings, cache);
    }
}
