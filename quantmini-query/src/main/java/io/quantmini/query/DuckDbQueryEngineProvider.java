package io.quantmini.query;

import io.quantmini.QuantminiContext;
import io.quantmini.lake.Lake;
import io.quantmini.pipeline.LakeAccess;
import io.quantmini.spi.QueryEngineProvider;
import io.quantmini.stage.QueryEngine;
import java.nio.file.Path;
import java.util.function.Function;

/** Registers {@link DuckDbQueryEngine}, with the memory and threads of the budget; it spills to the system's temporary files. */
public final class DuckDbQueryEngineProvider implements QueryEngineProvider {
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
        QuerySettings settings = new QuerySettings(
                context.budget().duckDbMemoryBytes(),
                context.budget().threads(),
                Path.of(System.getProperty("java.io.tmpdir")));
        return lake -> DuckDbQueryEngine.open(LakeAccess.open(context, lake), settings);
    }
}
