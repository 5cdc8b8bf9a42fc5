package io.quantmini.admission;

import io.quantmini.stage.RowFault;

/**
 * Takes admissible rows in order of (ticker, time), which puts rows of one key beside each other: one row passes, exact
 * repetitions collapse into it, and as soon as two rows of a key differ none of them passes. The last row of the batch is
 * held back, as its key may go on.
 */
final class KeyGroups {
    private final BronzeBatch batch;
    private final AdmissionCounts counts;
    private final OrdinalRanges group = new OrdinalRanges();
    private final OrdinalRanges conflicts = new OrdinalRanges();
    private boolean conflicting;

    KeyGroups(BronzeBatch batch, AdmissionCounts counts) {
        this.batch = batch;
        this.counts = counts;
    }

    /** Takes a row, by its number in the file; false, and nothing is taken, when it comes before the row above. */
    boolean accept(CandidateColumns columns, int row, long ordinal) {
        int order = batch.rows() == 0 ? 1 : batch.compareWithLast(columns, row);
        if (order < 0) {
            return false;
        }
        if (order > 0) {
            endGroup();
            batch.append(columns, row);
        } else {
            conflicting |= !batch.equalsLast(columns, row);
        }
        group.add(ordinal);
        return true;
    }

    /** Whether the batch should be given away before another row comes. */
    boolean isFull() {
        return batch.isFull();
    }

    /** Rows at the front of the batch that stand. */
    int settled() {
        return group.size() > 0 ? batch.rows() - 1 : batch.rows();
    }

    /** Decides the rows held back: no more of their key will come. */
    void endGroup() {
        if (group.size() == 0) {
            return;
        }
        if (conflicting) {
            batch.removeLast();
            counts.quarantined(RowFault.CONFLICTING_ROWS, group.size());
            conflicts.addAll(group);
        } else {
            counts.published();
            counts.duplicates(group.size() - 1);
        }
        group.clear();
        conflicting = false;
    }

    /** Numbers of the rows that are in conflict; their text is still to be quarantined. */
    OrdinalRanges conflicts() {
        return conflicts;
    }
}
