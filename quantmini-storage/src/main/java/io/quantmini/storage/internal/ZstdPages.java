package io.quantmini.storage.internal;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.quantmini.storage.internal.page.PageCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.jspecify.annotations.Nullable;

/**
 * Page compression over zstd-jni, with no Hadoop codec. One context serves all files of its owner, one page at a time:
 * used by one thread, closed by the owner and not by the files.
 */
public final class ZstdPages implements CompressionCodecFactory, AutoCloseable {
    private final int level;
    private @Nullable ZstdCompressCtx compressor;
    private @Nullable ZstdDecompressCtx decompressor;

    /** Compresses at that level; a reader may give any. */
    public ZstdPages(int level) {
        this.level = level;
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        return switch (codec) {
            case UNCOMPRESSED -> new PlainPages();
            case ZSTD -> new Compressor();
            default -> throw unsupported(codec);
        };
    }

    /** The same compression for pages in arrays: level 0 is none. */
    PageCodec codec() {
        return level == 0 ? new PlainCodec() : new ZstdCodec();
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return switch (codec) {
            case UNCOMPRESSED -> new PlainPages();
            case ZSTD -> new Decompressor();
            default -> throw unsupported(codec);
        };
    }

    /** A file calls this when it closes; the contexts live on until {@link #close()}. */
    @Override
    public void release() {}

    @Override
    public void close() {
        ZstdCompressCtx compress = compressor;
        compressor = null;
        if (compress != null) {
            compress.close();
        }
        ZstdDecompressCtx decompress = decompressor;
        decompressor = null;
        if (decompress != null) {
            decompress.close();
        }
    }

    private static IllegalArgumentException unsupported(CompressionCodecName codec) {
        return new IllegalArgumentException("expected codec ZSTD or UNCOMPRESSED, got " + codec);
    }

    private ZstdCompressCtx compressor() {
        ZstdCompressCtx context = compressor;
        if (context == null) {
            context = new ZstdCompressCtx();
            context.setLevel(level);
            compressor = context;
        }
        return context;
    }

    private ZstdDecompressCtx decompressor() {
        ZstdDecompressCtx context = decompressor;
        if (context == null) {
            context = new ZstdDecompressCtx();
            decompressor = context;
        }
        return context;
    }

    private static byte[] array(BytesInput bytes) throws IOException {
        ByteBuffer buffer = bytes.toByteBuffer(HeapByteBufferAllocator.getInstance(), unused -> {});
        byte[] array = new byte[buffer.remaining()];
        buffer.get(array);
        return array;
    }

    private byte[] decompress(byte[] page, int decompressedSize) throws IOException {
        byte[] plain = new byte[decompressedSize];
        int size;
        try {
            size = decompressor().decompressByteArray(plain, 0, plain.length, page, 0, page.length);
        } catch (ZstdException e) {
            throw new IOException("cannot decompress a page of " + page.length + " bytes", e);
        }
        if (size != decompressedSize) {
            throw new IOException("expected a page of " + decompressedSize + " bytes, got " + size);
        }
        return plain;
    }

    private final class Compressor implements BytesInputCompressor {
        @Override
        public BytesInput compress(BytesInput bytes) throws IOException {
            byte[] plain = array(bytes);
            byte[] page = new byte[Math.toIntExact(Zstd.compressBound(plain.length))];
            int size = compressor().compressByteArray(page, 0, page.length, plain, 0, plain.length);
            return BytesInput.from(page, 0, size);
        }

        @Override
        public CompressionCodecName getCodecName() {
            return CompressionCodecName.ZSTD;
        }

        @Override
        public void release() {}
    }

    private final class Decompressor implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput bytes, int decompressedSize) throws IOException {
            return BytesInput.from(ZstdPages.this.decompress(array(bytes), decompressedSize));
        }

        @Override
        public void decompress(ByteBuffer input, int compressedSize, ByteBuffer output, int decompressedSize)
                throws IOException {
            byte[] page = new byte[compressedSize];
            input.get(page);
            output.put(ZstdPages.this.decompress(page, decompressedSize));
        }

        @Override
        public void release() {}
    }

    private final class ZstdCodec implements PageCodec {
        @Override
        public CompressionCodecName name() {
            return CompressionCodecName.ZSTD;
        }

        @Override
        public int bound(int plainLength) {
            return Math.toIntExact(Zstd.compressBound(plainLength));
        }

        @Override
        public int compress(byte[] plain, int plainLength, byte[] target, int offset) {
            return compressor().compressByteArray(target, offset, target.length - offset, plain, 0, plainLength);
        }
    }

    private static final class PlainCodec implements PageCodec {
        @Override
        public CompressionCodecName name() {
            return CompressionCodecName.UNCOMPRESSED;
        }

        @Override
        public int bound(int plainLength) {
            return plainLength;
        }

        @Override
        public int compress(byte[] plain, int plainLength, byte[] target, int offset) {
            System.arraycopy(plain, 0, target, offset, plainLength);
            return plainLength;
        }
    }

    private static final class PlainPages implements BytesInputCompressor, BytesInputDecompressor {
        @Override
        public BytesInput compress(BytesInput bytes) {
            return bytes;
        }

        @Override
        public BytesInput decompress(BytesInput bytes, int decompressedSize) {
            return bytes;
        }

        @Override
        public void decompress(ByteBuffer input, int compressedSize, ByteBuffer output, int decompressedSize) {
            ByteBuffer page = input.slice(input.position(), compressedSize);
            input.position(input.position() + compressedSize);
            output.put(page);
        }

        @Override
        public CompressionCodecName getCodecName() {
            return CompressionCodecName.UNCOMPRESSED;
        }

        @Override
        public void release() {}
    }
}
