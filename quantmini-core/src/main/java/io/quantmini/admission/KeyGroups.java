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

    /**
     * Takes rows of a block, {@code [from, to)} in strictly ascending order, while the batch is not full.
     *
     * @return how many; 0, and nothing is taken, when the first one comes before the row above it
     */
    int accept(CandidateBlock block, int from, int to) {
        int order = batch.rows() == 0 ? 1 : batch.compareWithLast(block, from);
        if (order < 0) {
            return 0;
        }
        if (order == 0) {
            conflicting |= !batch.equalsLast(block, from);
            group.add(block.ordinal(from));
            return 1;
        }
        endGroup();
        int taken = batch.append(block, from, to);
        counts.published(taken - 1L);
        group.add(block.ordinal(from + taken - 1));
        return taken;
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
            counts.published(1);
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
