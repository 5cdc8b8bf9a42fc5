package io.quantmini.admission;

import org.jspecify.annotations.Nullable;

/** All rows of a file in order of (ticker, time, place in the file). */
final class SortedRows implements RowSource {
    private final ScreenedRows rows;
    private final AdmissionRequest request;
    private final RowSorter sorter;
    private final CandidateBlock block;
    private final Stretches stretches = new Stretches();
    private @Nullable RowRun sorted;
    private boolean ahead;

    /** Owns the sorter. */
    SortedRows(ScreenedRows rows, AdmissionRequest request, RowSorter sorter) {
        this.rows = rows;
        this.request = request;
        this.sorter = sorter;
        this.block = new CandidateBlock(request.dataset());
    }

    @Override
    public boolean advance() {
        RowRun run = sorted;
        if (run == null) {
            run = sort();
            sorted = run;
            ahead = run.next();
        }
        block.clear();
        while (ahead && block.add(run.words(), run.at())) {
            ahead = run.next();
        }
        block.tickers().findRuns();
        stretches.find(block);
        return block.rows() > 0;
    }

    private RowRun sort() {
        while (rows.advance()) {
            Stretches admissible = rows.stretches();
            for (int i = 0; i < admissible.count(); i++) {
                for (int row = admissible.from(i); row < admissible.to(i); row++) {
                    sorter.add(rows.block(), row);
                }
            }
        }
        return sorter.finish();
    }

    @Override
    public CandidateBlock block() {
        return block;
    }

    @Override
    public Stretches stretches() {
        return stretches;
    }

    @Override
    public RuntimeException outOfOrder(int row) {
        return new IllegalStateException(
                "[" + request.file() + "] expected sorted rows, got row " + block.ordinal(row) + " out of order");
    }

    @Override
    public void close() {
        sorter.close();
    }
}
