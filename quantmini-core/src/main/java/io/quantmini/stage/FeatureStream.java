package io.quantmini.stage;

import io.quantmini.batch.BatchStream;
import io.quantmini.feature.NullReason;
import java.util.Map;

/** Rows of silver in bronze's order, with schema {@link FeatureRequest#columns}. */
public interface FeatureStream extends BatchStream {
    /**
     * How many nulls of the rows given so far have a {@link NullReason}: a row counts once for each reason it has. Reasons
     * that did not occur are left out, and so are those that no feature asks for. Why there is no implied volatility is
     * told of the first {@code ImpliedVol} of the sets, for rows that have all its operands. Final once {@link #advance()}
     * has returned false.
     */
    Map<NullReason, Long> nulls();
}
