package io.quantmini.admission;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Makes gzip members of every kind. Part of the test jar. */
public final class GzipFiles {
    public static final int HEADER_CRC = 1 << 1;
    public static final int EXTRA = 1 << 2;
    public static final int NAME = 1 << 3;
    public static final int COMMENT = 1 << 4;

    private GzipFiles() {}

    /** One plain member. */
    public static byte[] member(byte[] text) {
        return member(text, 0, Deflater.DEFAULT_COMPRESSION, Deflater.DEFAULT_STRATEGY);
    }

    /** One member with the optional header fields of {@code flags}. */
    public static byte[] member(byte[] text, int flags, int level, int strategy) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(header(flags));
        out.writeBytes(deflate(text, level, strategy));
        CRC32 crc = new CRC32();
        crc.update(text);
        word(out, (int) crc.getValue());
        word(out, text.length);
        return out.toByteArray();
    }

    /** Several arrays as one. */
    public static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** What {@link StrictGzipInputStream} makes of the bytes, read in pieces of {@code chunk} bytes. */
    public static byte[] read(byte[] gzip, int chunk) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (var in = new StrictGzipInputStream(new ByteArrayInputStream(gzip), "test.gz", Long.MAX_VALUE, 1000)) {
            byte[] buffer = new byte[chunk];
            for (int count = in.read(buffer, 0, chunk); count >= 0; count = in.read(buffer, 0, chunk)) {
                out.write(buffer, 0, count);
            }
        }
        return out.toByteArray();
    }

    private static byte[] header(int flags) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, (byte) flags, 1, 2, 3, 4, 0, 3});
        if ((flags & EXTRA) != 0) {
            out.writeBytes(new byte[] {3, 0, 'a', 'b', 'c'});
        }
        if ((flags & NAME) != 0) {
            out.writeBytes(new byte[] {'n', '.', 'c', 's', 'v', 0});
        }
        if ((flags & COMMENT) != 0) {
            out.writeBytes(new byte[] {'n', 'o', 0});
        }
        if ((flags & HEADER_CRC) != 0) {
            CRC32 crc = new CRC32();
            crc.update(out.toByteArray());
            out.write((int) crc.getValue());
            out.write((int) (crc.getValue() >> 8));
        }
        return out.toByteArray();
    }

    private static byte[] deflate(byte[] text, int level, int strategy) {
        Deflater deflater = new Deflater(level, true);
        deflater.setStrategy(strategy);
        deflater.setInput(text);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[4096];
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }

    private static void word(ByteArrayOutputStream out, int value) {
        out.write(value);
        out.write(value >> 8);
        out.write(value >> 16);
        out.write(value >> 24);
    }
}
