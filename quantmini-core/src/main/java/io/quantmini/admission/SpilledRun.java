package io.quantmini.admission;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;

/** The rows of a run in a file, a block in memory at a time. */
final class SpilledRun implements RowRun {
    private final SpillFile file;
    private final int to;
    private final SpillBlock block;
    private int number;
    private int at;
    private int next;

    /** {@code memory} is that of a block. */
    SpilledRun(SpillFile file, SpillFile.Run run, ByteBuffer memory) {
        this.file = file;
        this.number = run.from();
        this.to = run.to();
        this.block = new SpillBlock(memory);
        this.next = block.end();
    }

    @Override
    public boolean next() {
        if (next == block.end()) {
            if (number == to) {
                return false;
            }
            file.read(number++, block);
            next = SpillBlock.ROWS;
        }
        at = next;
        next += RowRecord.size(block.words(), at);
        return true;
    }

    @Override
    public LongBuffer words() {
        return block.words();
    }

    @Override
    public int at() {
        return at;
    }
}
