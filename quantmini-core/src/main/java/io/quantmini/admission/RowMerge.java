package io.quantmini.admission;

import java.nio.LongBuffer;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Several runs as one. */
final class RowMerge implements RowRun {
    // runs that stand on a row, but for the current one
    private final PriorityQueue<RowRun> heads = new PriorityQueue<>(RowMerge::compare);
    private @Nullable RowRun current;

    RowMerge(List<? extends RowRun> runs) {
        for (RowRun run : runs) {
            if (run.next()) {
                heads.add(run);
            }
        }
    }

    private static int compare(RowRun left, RowRun right) {
        return RowRecord.compare(left.words(), left.at(), right.words(), right.at());
    }

    @Override
    public boolean next() {
        RowRun run = current;
        if (run != null && run.next()) {
            RowRun rival = heads.peek();
            if (rival == null || compare(run, rival) < 0) {
                return true;
            }
            heads.add(run);
        }
        current = heads.poll();
        return current != null;
    }

    @Override
    public LongBuffer words() {
        return current().words();
    }

    @Override
    public int at() {
        return current().at();
    }

    private RowRun current() {
        RowRun run = current;
        if (run == null) {
            throw new IllegalStateException("[merge] expected a current row, got none; call next() first");
        }
        return run;
    }
}
