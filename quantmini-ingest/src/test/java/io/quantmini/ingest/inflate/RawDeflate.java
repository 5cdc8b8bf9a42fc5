package io.quantmini.ingest.inflate;

import java.io.ByteArrayOutputStream;

/** Writes DEFLATE data bit by bit, sound or not. */
final class RawDeflate {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int held;
    private int bits;

    /** Lowest bit first. */
    RawDeflate bits(int value, int width) {
        for (int i = 0; i < width; i++) {
            held |= (value >>> i & 1) << bits;
            if (++bits == 8) {
                out.write(held);
                held = 0;
                bits = 0;
            }
        }
        return this;
    }

    /** A Huffman code: highest bit first. */
    RawDeflate code(int code, int width) {
        return bits(Integer.reverse(code) >>> (32 - width), width);
    }

    void stored(byte[] bytes, boolean last) {
        bits(last ? 1 : 0, 3);
        align();
        bits(bytes.length, 16);
        bits(~bytes.length, 16);
        out.writeBytes(bytes);
    }

    RawDeflate fixed(boolean last) {
        return bits(last ? 1 : 0, 1).bits(1, 2);
    }

    /** The head of a block with its own codes. */
    RawDeflate dynamic(int literals, int distances, int... widthWidths) {
        bits(1, 1).bits(2, 2).bits(literals - 257, 5).bits(distances - 1, 5).bits(widthWidths.length - 4, 4);
        for (int width : widthWidths) {
            bits(width, 3);
        }
        return this;
    }

    /** A symbol of the fixed literal/length code. */
    RawDeflate symbol(int symbol) {
        if (symbol < 144) {
            return code(0x30 + symbol, 8);
        }
        if (symbol < 256) {
            return code(0x190 + symbol - 144, 9);
        }
        return symbol < 280 ? code(symbol - 256, 7) : code(0xc0 + symbol - 280, 8);
    }

    /** In the fixed codes. */
    RawDeflate match(int length, int distance) {
        int symbol = 285;
        while (length < BlockCodes.lengthBase(symbol)) {
            symbol--;
        }
        symbol(symbol).bits(length - BlockCodes.lengthBase(symbol), BlockCodes.lengthExtra(symbol));
        int far = 29;
        while (distance < BlockCodes.distanceBase(far)) {
            far--;
        }
        return code(far, 5).bits(distance - BlockCodes.distanceBase(far), BlockCodes.distanceExtra(far));
    }

    RawDeflate endOfBlock() {
        return symbol(256);
    }

    byte[] toByteArray() {
        align();
        return out.toByteArray();
    }

    private void align() {
        while (bits != 0) {
            bits(0, 1);
        }
    }
}
