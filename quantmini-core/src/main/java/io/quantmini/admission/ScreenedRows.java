package io.quantmini.admission;

import io.quantmini.stage.CandidateStream;
import io.quantmini.stage.RawRow;
import io.quantmini.stage.RowFault;
import org.jspecify.annotations.Nullable;

/** Candidate rows block by block, with those that break a rule by themselves quarantined and counted. */
final class ScreenedRows {
    private final CandidateStream candidates;
    private final MarketRules rules;
    private final QuarantineWriter quarantine;
    private final AdmissionCounts counts;

    private final CandidateBlock block;
    private final Stretches stretches = new Stretches();
    private final RowDoubts doubts;

    private @Nullable CandidateColumns columns;
    // rows of the batch before and up to the end of the block, and of the file before the batch
    private int first;
    private int end;
    private long before;

    ScreenedRows(CandidateStream candidates, MarketRules rules, QuarantineWriter quarantine, AdmissionCounts counts) {
        this.candidates = candidates;
        this.rules = rules;
        this.quarantine = quarantine;
        this.counts = counts;
        this.block = new CandidateBlock(rules.dataset());
        this.doubts = new RowDoubts(rules.starts());
    }

    /** Moves to the next block, which may have no admissible row; false when there is none. */
    boolean advance() {
        CandidateColumns batch = columns;
        while (batch == null || end >= batch.rows()) {
            before += end;
            end = 0;
            columns = null;
            if (!candidates.advance()) {
                return false;
            }
            batch = new CandidateColumns(candidates.batch());
            columns = batch;
        }
        first = end;
        block.load(batch, first, before + first);
        end = first + block.rows();
        screen();
        return true;
    }

    private void screen() {
        boolean doubted = doubts.arise(block);
        BlockTickers tickers = block.tickers();
        boolean faulty = false;
        for (int run = 0; run < tickers.runCount(); run++) {
            RowFault fault = rules.ofTicker(tickers, run);
            if (fault != null || doubted) {
                faulty |= judge(run, fault);
            }
        }
        if (faulty) {
            stretches.find(block, doubts);
        } else {
            stretches.find(block);
        }
    }

    /** Judges the doubted rows of a run by the letter, all of them when something is wrong with its ticker. */
    private boolean judge(int run, @Nullable RowFault tickerFault) {
        int from = block.tickers().run(run);
        int to = block.tickers().run(run + 1);
        if (tickerFault != null) {
            doubts.doubt(from, to);
        }
        boolean faulty = false;
        for (int row = from; row < to; row++) {
            RowFault fault = doubts.at(row) ? rules.ofRow(block, row, tickerFault) : null;
            doubts.set(row, fault != null);
            if (fault != null) {
                faulty = true;
                counts.quarantined(fault, 1);
                quarantine.broken(raw(row), fault);
            }
        }
        return faulty;
    }

    CandidateBlock block() {
        return block;
    }

    /** The admissible rows of the block. */
    Stretches stretches() {
        return stretches;
    }

    /** Place and text of a row of the block. */
    RawRow raw(int row) {
        return candidates.raw(first + row);
    }
}
