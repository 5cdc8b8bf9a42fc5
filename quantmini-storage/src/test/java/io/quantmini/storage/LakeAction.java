package io.quantmini.storage;

import io.quantmini.pipeline.Settle;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * One thing done to a lake.
 *
 * @param what is done
 * @param session whose flat file comes, by number
 * @param version of that file's rows
 * @param settle when the run merges sessions
 * @param accident what goes wrong meanwhile
 */
record LakeAction(What what, int session, int version, Settle settle, Accident accident) {
    /** What can be done. */
    enum What {
        /** A flat file comes, or comes again with other rows, and is ingested. */
        INGEST,
        /** The files that never came do, and all are ingested. */
        INGEST_ALL,
        /** The same, undisturbed and without merging; then complete months are merged, without flat files. */
        SETTLE,
        /** Files of open months are merged. */
        COMPACT
    }

    /** Weighted so that merges now and then find something to merge. */
    static Arbitrary<LakeAction> any() {
        Arbitrary<What> whats = Arbitraries.frequency(
                Tuple.of(9, What.INGEST),
                Tuple.of(1, What.INGEST_ALL),
                Tuple.of(1, What.SETTLE),
                Tuple.of(4, What.COMPACT));
        return Combinators.combine(
                        whats,
                        Arbitraries.of(SessionVersions.numbers()),
                        Arbitraries.frequency(
                                Tuple.of(3, 0), Tuple.of(3, 1), Tuple.of(3, 2), Tuple.of(1, SessionVersions.EMPTY)),
                        Arbitraries.frequency(
                                Tuple.of(4, Settle.AUTO), Tuple.of(1, Settle.NEVER), Tuple.of(1, Settle.SESSION)),
                        Accident.any())
                .as(LakeAction::new);
    }

    @Override
    public String toString() {
        String action = switch (what) {
            case INGEST -> "ingest version " + version + " of session " + session + ", settle " + settle;
            case INGEST_ALL -> "ingest all sessions, settle " + settle;
            case SETTLE -> "settle complete months";
            case COMPACT -> "compact";
        };
        return action + ": " + accident;
    }
}
