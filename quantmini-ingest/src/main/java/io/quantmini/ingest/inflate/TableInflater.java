package io.quantmini.ingest.inflate;

import java.io.IOException;

/**
 * In plain Java. Most of the work is {@link MatchLoop}; here is what surrounds it: the blocks, stored data, and the last bytes
 * of the input, which are decoded symbol by symbol.
 */
public final class TableInflater implements StreamInflater {
    private static final BlockCodes FIXED = BlockCodes.fixed();

    private enum State {
        BETWEEN_BLOCKS,
        STORED,
        COMPRESSED
    }

    private final BlockCodes dynamic = new BlockCodes();
    private final DynamicHeader header = new DynamicHeader();
    private BlockCodes codes = FIXED;
    private State state = State.BETWEEN_BLOCKS;
    private boolean lastBlock;
    private int stored;

    @Override
    public void begin() {
        state = State.BETWEEN_BLOCKS;
        lastBlock = false;
    }

    @Override
    public boolean inflate(CompressedInput in, InflateWindow window) throws IOException {
        while (true) {
            if (state == State.BETWEEN_BLOCKS) {
                if (lastBlock) {
                    in.align();
                    return true;
                }
                beginBlock(in);
            }
            if (state == State.STORED ? copyStored(in, window) : decode(in, window)) {
                state = State.BETWEEN_BLOCKS;
            } else {
                return false;
            }
        }
    }

    private void beginBlock(CompressedInput in) throws IOException {
        in.need(3);
        lastBlock = in.take(1) != 0;
        switch (in.take(2)) {
            case 0 -> beginStored(in);
            case 1 -> {
                codes = FIXED;
                state = State.COMPRESSED;
            }
            case 2 -> {
                header.read(in, dynamic);
                codes = dynamic;
                state = State.COMPRESSED;
            }
            default -> throw in.corrupt("invalid block type");
        }
    }

    private void beginStored(CompressedInput in) throws IOException {
        in.align();
        in.need(32);
        stored = in.take(16);
        if (in.take(16) != (~stored & 0xffff)) {
            throw in.corrupt("invalid stored block lengths");
        }
        in.align();
        state = State.STORED;
    }

    /** Returns whether the block has ended, not just the room. */
    private boolean copyStored(CompressedInput in, InflateWindow window) throws IOException {
        while (stored > 0) {
            if (window.isFull()) {
                return false;
            }
            if (in.next == in.limit) {
                in.fill();
            }
            int count = Math.min(stored, Math.min(in.limit - in.next, window.limit - window.position));
            if (count == 0) {
                throw in.truncated();
            }
            System.arraycopy(in.bytes(), in.next, window.bytes(), window.position, count);
            in.next += count;
            window.position += count;
            stored -= count;
        }
        return true;
    }

    /** Returns whether the block has ended, not just the room. */
    private boolean decode(CompressedInput in, InflateWindow window) throws IOException {
        while (!window.isFull()) {
            in.fill();
            if (in.limit - in.next < MatchLoop.LOOK_AHEAD) {
                return decodeSlowly(in, window);
            }
            if (MatchLoop.run(in, window, codes)) {
                return true;
            }
        }
        return false;
    }

    /** One symbol at a time, never reading past the end of the input. */
    private boolean decodeSlowly(CompressedInput in, InflateWindow window) throws IOException {
        byte[] out = window.bytes();
        while (!window.isFull()) {
            in.top();
            int found = codes.literalCode.find(in.bits);
            in.need(found == HuffmanCode.NONE ? 1 : found & 15);
            int symbol = found >> 4;
            if (found == HuffmanCode.NONE || (symbol > BlockCodes.END_OF_BLOCK && !BlockCodes.isLength(symbol))) {
                throw in.corrupt("invalid literal/length code");
            }
            in.drop(found & 15);
            if (symbol == BlockCodes.END_OF_BLOCK) {
                return true;
            }
            if (symbol < BlockCodes.END_OF_BLOCK) {
                out[window.position++] = (byte) symbol;
                continue;
            }
            int length = BlockCodes.lengthBase(symbol) + in.take(BlockCodes.lengthExtra(symbol));
            int from = window.position - distanceSlowly(in);
            if (from < window.floor) {
                throw in.corrupt("invalid distance too far back");
            }
            for (int i = 0; i < length; i++) {
                out[window.position++] = out[from + i];
            }
        }
        return false;
    }

    private int distanceSlowly(CompressedInput in) throws IOException {
        in.top();
        int found = codes.distanceCode.find(in.bits);
        in.need(found == HuffmanCode.NONE ? 1 : found & 15);
        int symbol = found >> 4;
        if (found == HuffmanCode.NONE || !BlockCodes.isDistance(symbol)) {
            throw in.corrupt("invalid distance code");
        }
        in.drop(found & 15);
        return BlockCodes.distanceBase(symbol) + in.take(BlockCodes.distanceExtra(symbol));
    }

    @Override
    public void close() {
        // nothing is held outside the heap
    }
}
