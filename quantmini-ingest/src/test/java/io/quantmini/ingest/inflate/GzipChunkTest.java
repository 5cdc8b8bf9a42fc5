package io.quantmini.ingest.inflate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Chunks in arrays that go from hand to hand, on one thread. */
class GzipChunkTest {
    private static final byte[] TEXT = Texts.bars(new Random(8), 12_000);
    private static final byte[] NOISE = Texts.noise(new Random(9), 300_000);
    private static final byte[] BOTH = Gzip.concat(TEXT, NOISE, TEXT);
    private static final byte[] GZIP = Gzip.concat(Gzip.member(TEXT), Gzip.member(NOISE), Gzip.member(TEXT));

    @Property(tries = 60)
    void any_number_of_arrays_gives_the_text_whatever_is_kept_and_written_over(
            @ForAll @IntRange(min = 1, max = 3) int arrays,
            @ForAll @IntRange(min = 0, max = 200_000) int maxKeep,
            @ForAll @IntRange(min = 1, max = 100_000) int piece,
            @ForAll boolean table,
            @ForAll Random random)
            throws IOException {
        Supplier<StreamInflater> inflater = table ? TableInflater::new : ZipInflater::new;
        ArrayDeque<GzipChunk> free = new ArrayDeque<>();
        for (int i = 0; i < arrays; i++) {
            free.add(GzipChunk.allocate(maxKeep));
        }
        byte[] kept = {};
        int place = 0;
        try (GzipReader reader =
                GzipReader.open(new PieceInputStream(GZIP, piece), inflater.get(), GzipLimits.NONE, maxKeep)) {
            for (GzipChunk chunk = free.remove(); reader.advance(chunk); chunk = free.remove()) {
                assertThat(bytes(chunk)).isEqualTo(Arrays.copyOfRange(BOTH, place, place + chunk.to() - chunk.from()));
                assertThat(chunk.buffer().length - chunk.to()).isGreaterThanOrEqualTo(64);
                place += chunk.to() - chunk.from();
                chunk.keep(holding(kept, maxKeep), kept.length);
                kept = Arrays.copyOfRange(
                        BOTH, place - random.nextInt(Math.min(maxKeep, chunk.to() - chunk.from()) + 1), place);
                random.nextBytes(chunk.buffer());
                free.add(chunk);
            }
        }
        assertThat(place).isEqualTo(BOTH.length);
    }

    @Test
    void the_end_of_a_chunk_is_kept_in_front_of_the_next() throws IOException {
        GzipChunk one = GzipChunk.allocate(100_000);
        GzipChunk other = GzipChunk.allocate(100_000);
        ByteArrayOutputStream used = new ByteArrayOutputStream();
        try (GzipReader reader = open(GZIP, 100_000)) {
            int kept = 0;
            while (reader.advance(other)) {
                other.keep(one, kept);
                kept = 1 + (int) ((reader.bytesOut() * 31) % 100_000);
                used.write(other.buffer(), other.from(), other.to() - other.from() - kept);
                GzipChunk next = one;
                one = other;
                other = next;
            }
            assertThat(other.to()).isEqualTo(other.from());
            other.keep(one, kept);
            used.writeBytes(bytes(other));
        }
        assertThat(used.toByteArray()).isEqualTo(BOTH);
    }

    @Test
    void a_fault_comes_after_the_bytes_before_it_and_again_and_again() throws IOException {
        byte[] gzip = GZIP.clone();
        gzip[gzip.length - 8] ^= 1;
        GzipChunk chunk = GzipChunk.allocate(0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GzipReader reader = open(gzip, 0)) {
            assertThatThrownBy(() -> {
                        while (reader.advance(chunk)) {
                            out.writeBytes(bytes(chunk));
                        }
                    })
                    .isInstanceOfSatisfying(
                            GzipException.class, e -> assertThat(e.fault()).isEqualTo(GzipFault.CRC_MISMATCH));
            assertThat(out.toByteArray()).isEqualTo(BOTH);
            assertThatThrownBy(() -> reader.advance(chunk)).isInstanceOf(GzipException.class);
            assertThat(chunk.to()).isEqualTo(chunk.from());
        }
    }

    @Test
    void more_than_there_is_or_than_fits_cannot_be_kept() throws IOException {
        GzipChunk one = GzipChunk.allocate(10);
        GzipChunk other = GzipChunk.allocate(10);
        try (GzipReader reader = open(GZIP, 10)) {
            assertThatThrownBy(() -> other.keep(one, 1)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThat(reader.advance(one)).isTrue();
            assertThatThrownBy(() -> other.keep(one, 11)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> other.keep(one, -1)).isInstanceOf(IndexOutOfBoundsException.class);
            other.keep(one, 7);
            assertThatThrownBy(() -> other.keep(one, 4)).isInstanceOf(IndexOutOfBoundsException.class);
            other.keep(one, 3);
        }
    }

    @Test
    void a_reader_takes_its_own_size_of_chunk_and_one_way_of_giving_them() throws IOException {
        try (GzipReader reader = open(GZIP, 10)) {
            assertThatThrownBy(() -> reader.advance(GzipChunk.allocate(11)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(reader.advance(GzipChunk.allocate(10))).isTrue();
            assertThatThrownBy(() -> reader.advance(0)).isInstanceOf(IllegalStateException.class);
        }
        try (GzipReader reader = open(GZIP, 10)) {
            assertThat(reader.advance(0)).isTrue();
            assertThatThrownBy(() -> reader.advance(GzipChunk.allocate(10))).isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> GzipChunk.allocate(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    /** A chunk that ends with these bytes. */
    private static GzipChunk holding(byte[] bytes, int maxKeep) {
        GzipChunk chunk = GzipChunk.allocate(maxKeep);
        System.arraycopy(bytes, 0, chunk.buffer(), chunk.from(), bytes.length);
        chunk.set(chunk.from() + bytes.length);
        return chunk;
    }

    private static byte[] bytes(GzipChunk chunk) {
        return Arrays.copyOfRange(chunk.buffer(), chunk.from(), chunk.to());
    }

    private static GzipReader open(byte[] gzip, int maxKeep) {
        return GzipReader.open(new ByteArrayInputStream(gzip), StreamInflater.create(), GzipLimits.NONE, maxKeep);
    }
}
