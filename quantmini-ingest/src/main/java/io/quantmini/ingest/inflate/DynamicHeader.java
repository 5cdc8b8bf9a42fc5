package io.quantmini.ingest.inflate;

import java.io.IOException;
import java.util.Arrays;

/** Reads the codes that a block brings along (RFC 1951, section 3.2.7). */
final class DynamicHeader {
    private static final int WIDTH_SYMBOLS = 19;
    private static final int WIDTH_BITS = 7;
    private static final int MAX_LITERALS = 286;
    private static final int MAX_DISTANCES = 30;
    private static final int REPEAT_LAST = 16;
    private static final int REPEAT_ZERO = 17;
    private static final byte[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    private final byte[] widths = new byte[MAX_LITERALS + MAX_DISTANCES];
    private final byte[] widthWidths = new byte[WIDTH_SYMBOLS];
    private final HuffmanCode widthCode = new HuffmanCode(WIDTH_SYMBOLS);
    private final short[] table = new short[1 << WIDTH_BITS];

    void read(CompressedInput in, BlockCodes codes) throws IOException {
        in.need(14);
        int literals = 257 + in.take(5);
        int distances = 1 + in.take(5);
        int widthCount = 4 + in.take(4);
        if (literals > MAX_LITERALS || distances > MAX_DISTANCES) {
            throw in.corrupt("too many length or distance symbols");
        }
        readWidthCode(in, widthCount);
        readWidths(in, literals + distances);
        if (widths[BlockCodes.END_OF_BLOCK] == 0) {
            throw in.corrupt("invalid code -- missing end-of-block");
        }
        if (!codes.literalCode.set(widths, 0, literals)) {
            throw in.corrupt("invalid literal/lengths set");
        }
        if (!codes.distanceCode.set(widths, literals, distances)) {
            throw in.corrupt("invalid distances set");
        }
        codes.tabulate();
    }

    private void readWidthCode(CompressedInput in, int count) throws IOException {
        Arrays.fill(widthWidths, (byte) 0);
        for (int i = 0; i < count; i++) {
            widthWidths[ORDER[i]] = (byte) in.take(3);
        }
        if (!widthCode.set(widthWidths, 0, WIDTH_SYMBOLS) || widthCode.size() == 1) {
            throw in.corrupt("invalid code lengths set");
        }
        for (int i = 0; i < table.length; i++) {
            // no code at all gives zeros of one bit each, and so no end of block: refused after them, as zlib does
            table[i] = (short) (widthCode.isEmpty() ? 1 : widthCode.find(i));
        }
    }

    private void readWidths(CompressedInput in, int count) throws IOException {
        int done = 0;
        while (done < count) {
            if (in.count < WIDTH_BITS + 7) {
                in.top();
            }
            int found = table[(int) in.bits & (table.length - 1)];
            int symbol = found >> 4;
            in.need(found & 15);
            if (symbol < REPEAT_LAST) {
                in.drop(found & 15);
                widths[done++] = (byte) symbol;
                continue;
            }
            int extra = symbol == REPEAT_LAST ? 2 : symbol == REPEAT_ZERO ? 3 : 7;
            in.need((found & 15) + extra);
            in.drop(found & 15);
            if (symbol == REPEAT_LAST && done == 0) {
                throw in.corrupt("invalid bit length repeat");
            }
            int times = (symbol <= REPEAT_ZERO ? 3 : 11) + in.take(extra);
            if (times > count - done) {
                throw in.corrupt("invalid bit length repeat");
            }
            byte width = symbol == REPEAT_LAST ? widths[done - 1] : 0;
            Arrays.fill(widths, done, done + times, width);
            done += times;
        }
    }
}
