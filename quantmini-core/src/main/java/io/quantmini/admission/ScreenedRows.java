package io.quantmini.admission;

import io.quantmini.stage.CandidateStream;
import io.quantmini.stage.RawRow;
import io.quantmini.stage.RowFault;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** Candidate rows batch by batch, with those that break a rule by themselves quarantined and counted. */
final class ScreenedRows {
    private final CandidateStream candidates;
    private final MarketRules rules;
    private final QuarantineWriter quarantine;
    private final AdmissionCounts counts;
    private @Nullable CandidateColumns columns;
    private int[] admissible = {};
    private int size;
    private long firstOrdinal;

    ScreenedRows(CandidateStream candidates, MarketRules rules, QuarantineWriter quarantine, AdmissionCounts counts) {
        this.candidates = candidates;
        this.rules = rules;
        this.quarantine = quarantine;
        this.counts = counts;
    }

    /** Moves to the next batch, which may have no admissible row; false when there is none. */
    boolean advance() {
        firstOrdinal += columns == null ? 0 : columns.rows();
        columns = null;
        size = 0;
        if (!candidates.advance()) {
            return false;
        }
        CandidateColumns batch = new CandidateColumns(candidates.batch());
        columns = batch;
        if (admissible.length < batch.rows()) {
            admissible = new int[batch.rows()];
        }
        screen(batch);
        return true;
    }

    private void screen(CandidateColumns batch) {
        RowFault tickerFault = null;
        TickerText tickers = batch.ticker();
        for (int row = 0; row < batch.rows(); row++) {
            if (row == 0 || tickers.compare(row, tickers, row - 1) != 0) {
                tickerFault = rules.ofTicker(tickers, row);
            }
            RowFault fault = rules.ofRow(batch, row, tickerFault);
            if (fault == null) {
                admissible[size++] = row;
            } else {
                counts.quarantined(fault, 1);
                quarantine.broken(candidates.raw(row), fault);
            }
        }
    }

    /** Columns of the current batch. */
    CandidateColumns columns() {
        if (columns == null) {
            throw new IllegalStateException("[screened rows] expected a current batch, got none; call advance() first");
        }
        return columns;
    }

    /** How many rows of the batch are admissible. */
    int size() {
        return size;
    }

    /** Row of the batch that is the {@code index}th admissible one. */
    int row(int index) {
        return admissible[index];
    }

    /** Number of the batch's first row among all candidate rows of the file. */
    long firstOrdinal() {
        return firstOrdinal;
    }

    /** Place and text of a row of the batch. */
    RawRow raw(int row) {
        return candidates.raw(row);
    }

    /** The current batch itself. */
    VectorSchemaRoot batch() {
        return candidates.batch();
    }
}
