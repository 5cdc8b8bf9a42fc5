package io.quantmini.spi;

import io.quantmini.QuantminiContext;
import io.quantmini.lake.Lake;
import io.quantmini.stage.QueryEngine;
import java.util.function.Function;

/** Makes {@link QueryEngine}s, one for each lake. */
public interface QueryEngineProvider extends StageProvider<Function<Lake, QueryEngine>> {
    /** A function that opens the engine of a lake; each engine is closed by whoever asked for it. */
    @Override
    Function<Lake, QueryEngine> create(QuantminiContext context);
}
