package io.quantmini.ingest.inflate;

import static io.quantmini.ingest.inflate.BlockCodes.MATCH;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The hot loop: decodes symbols of a compressed block while there is input to look ahead into and room to write past the end.
 *
 * <p>The state is in local variables: {@code bits}, of which the low six bits of {@code count} tell the number (its other
 * bits are rubbish, which shifts ignore); {@code entry}, the table's entry for {@code bits}, loaded before they are refilled so
 * that neither waits for the other. At the top of the loop there are at least 56 bits. A table's entry uses 12 of them at
 * most, a distance 28, so the bits of the next entry are always there; after anything longer they are refilled.
 */
final class MatchLoop {
    /** Bytes of input that the loop needs to make a step: two loads of eight, the second up to seven bytes on. */
    static final int LOOK_AHEAD = 16;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    /** Bytes of a match that are copied without asking for its length. */
    private static final int HEAD = 24;

    private MatchLoop() {}

    /** Decodes until the block ends (true), or the window is full or the input too short to look ahead (false). */
    static boolean run(CompressedInput in, InflateWindow window, BlockCodes codes) throws IOException {
        byte[] source = in.bytes();
        byte[] out = window.bytes();
        int[] literals = codes.literals;
        int[] distances = codes.distances;
        int last = in.limit - LOOK_AHEAD;
        int end = window.limit;
        int floor = window.floor;
        int next = in.next;
        int at = window.position;
        long bits = in.bits;
        int count = in.count;
        boolean ended = false;
        String fault = null;

        bits |= (long) LONG.get(source, next) << count;
        next += ~count >>> 3 & 7;
        count |= 56;
        int entry = literals[(int) bits & (literals.length - 1)];
        while (next <= last && at < end) {
            int length;
            if (entry >= 0) {
                bits >>>= entry;
                count -= entry;
                SHORT.set(out, at, (short) (entry >>> 8));
                at += entry >>> 6 & 3;
                if ((entry & MATCH) == 0) {
                    entry = literals[(int) bits & (literals.length - 1)];
                    bits |= (long) LONG.get(source, next) << count;
                    next += ~count >>> 3 & 7;
                    count |= 56;
                    continue;
                }
                length = entry >>> 16 & 0x1ff;
            } else {
                int symbol = entry >>> 8 & 0x1ff;
                if (symbol == BlockCodes.UNRESOLVED) {
                    entry = codes.literalCode.find(bits);
                    if (entry == HuffmanCode.NONE) {
                        fault = "invalid literal/length code";
                        break;
                    }
                    symbol = entry >>> 4;
                    entry &= 15;
                }
                bits >>>= entry;
                count -= entry;
                if (symbol < BlockCodes.END_OF_BLOCK) {
                    out[at++] = (byte) symbol;
                    entry = literals[(int) bits & (literals.length - 1)];
                    bits |= (long) LONG.get(source, next) << count;
                    next += ~count >>> 3 & 7;
                    count |= 56;
                    continue;
                }
                if (!BlockCodes.isLength(symbol)) {
                    ended = symbol == BlockCodes.END_OF_BLOCK;
                    fault = ended ? null : "invalid literal/length code";
                    break;
                }
                int extra = BlockCodes.lengthExtra(symbol);
                length = BlockCodes.lengthBase(symbol) + ((int) bits & ~(-1 << extra));
                bits >>>= extra;
                count -= extra;
                bits |= (long) LONG.get(source, next) << count;
                next += ~count >>> 3 & 7;
                count |= 56;
            }

            int distanceEntry = distances[(int) bits & (distances.length - 1)];
            if (distanceEntry == 0) {
                distanceEntry = codes.distance(bits);
                if (distanceEntry == 0) {
                    fault = "invalid distance code";
                    break;
                }
            }
            int more = (int) (bits >>> (distanceEntry >>> 6)) & ~(-1 << (distanceEntry >>> 12));
            bits >>>= distanceEntry;
            count -= distanceEntry;
            int distance = (distanceEntry >>> 17) + more;
            // at least 16 bits are left: 12 of the length at most, or it was refilled after
            entry = literals[(int) bits & (literals.length - 1)];
            bits |= (long) LONG.get(source, next) << count;
            next += ~count >>> 3 & 7;
            count |= 56;

            int from = at - distance;
            if (from < floor) {
                fault = "invalid distance too far back";
                break;
            }
            if (distance >= 8) {
                LONG.set(out, at, (long) LONG.get(out, from));
                LONG.set(out, at + 8, (long) LONG.get(out, from + 8));
                LONG.set(out, at + 16, (long) LONG.get(out, from + 16));
                for (int i = HEAD; i < length; i += 8) {
                    LONG.set(out, at + i, (long) LONG.get(out, from + i));
                }
            } else {
                repeat(out, at, distance, length);
            }
            at += length;
        }
        in.next = next;
        in.bits = bits;
        in.count = count & 63;
        window.position = at;
        if (fault != null) {
            throw in.corrupt(fault);
        }
        return ended;
    }

    /** Copies a match that overlaps itself within a word: writes as many of its periods at a time as fit into one. */
    private static void repeat(byte[] out, int at, int distance, int length) {
        int width = distance << 3;
        long word = (long) LONG.get(out, at - distance) & ~(-1L << width);
        for (int filled = width; filled < 64; filled += filled) {
            word |= word << filled;
        }
        int step = 8 - 8 % distance;
        for (int i = 0; i < length; i += step) {
            LONG.set(out, at + i, word);
        }
    }
}
