package io.quantmini.ingest.inflate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * Cut, flipped, spliced: what java.util.zip refuses is refused, for the same reason; what it accepts is accepted, with the same
 * bytes; and nothing is thrown but {@link GzipException}. {@code -Dquantmini.mutants=10000} for the long run.
 */
class DamagedGzipTest {
    private static final int MUTANTS = Integer.getInteger("quantmini.mutants", 1000);

    private static final int[] FLUSHES = {Deflater.NO_FLUSH, Deflater.SYNC_FLUSH, Deflater.FULL_FLUSH};

    @Test
    void damaged_files_end_as_they_do_with_java() {
        Random random = new Random(20_250_102);
        int accepted = 0;
        for (int i = 0; i < MUTANTS; i++) {
            byte[] gzip = damaged(file(random), random);
            accepted += assertSame(gzip, "mutant " + i) ? 1 : 0;
        }
        assertThat(accepted).isBetween(1, MUTANTS / 2);
    }

    /** Damage to the compressed data only, where the codes are: most flips elsewhere change but a literal. */
    @Test
    void damaged_headers_of_blocks_end_as_they_do_with_java() {
        Random random = new Random(7);
        for (int i = 0; i < MUTANTS; i++) {
            byte[] gzip = file(random);
            for (int flips = 1 + random.nextInt(2); flips > 0; flips--) {
                int at = 10 + random.nextInt(Math.min(80, gzip.length - 18));
                gzip[at] ^= (byte) (1 << random.nextInt(8));
            }
            assertSame(gzip, "mutant " + i);
            assertAllBytesBeforeTheFault(gzip, "mutant " + i);
        }
    }

    @Test
    void random_bytes_as_data_end_as_they_do_with_java() {
        Random random = new Random(9);
        for (int i = 0; i < MUTANTS; i++) {
            byte[] raw = Texts.noise(random, 1 + random.nextInt(300));
            raw[0] = (byte) ((raw[0] & ~7) | 1 | ((1 + random.nextInt(2)) << 1));
            byte[] gzip = Gzip.framed(raw, new byte[0]);
            assertSame(gzip, "noise " + i);
            assertAllBytesBeforeTheFault(gzip, "noise " + i);
        }
    }

    @Test
    void every_cut_is_truncated_at_the_byte_where_the_file_ends() {
        byte[] gzip = Gzip.concat(Gzip.member(Texts.bars(new Random(1), 60)), Gzip.member(new byte[0]));
        int first = gzip.length - Gzip.member(new byte[0]).length;
        for (int length = 0; length < gzip.length; length++) {
            if (length != first) {
                assertThat(Gzip.ours(Arrays.copyOf(gzip, length)))
                        .returns(GzipFault.TRUNCATED, Gzip.Outcome::fault)
                        .returns((long) length, Gzip.Outcome::offset);
            }
        }
    }

    @Property(tries = 300)
    void any_text_comes_back_at_any_level_strategy_flush_and_chunk(
            @ForAll byte[] text,
            @ForAll @IntRange(min = 0, max = 9) int level,
            @ForAll @IntRange(min = 0, max = 2) int strategy,
            @ForAll @IntRange(min = 0, max = 2) int flush,
            @ForAll @IntRange(min = 1, max = 300) int chunk) {
        byte[] gzip = Gzip.member(text, level, strategy, chunk, FLUSHES[flush]);
        assertThat(Gzip.ours(Gzip.concat(gzip, gzip)).bytes()).isEqualTo(Gzip.concat(text, text));
    }

    @Property(tries = 100)
    void any_member_however_damaged_ends_as_it_does_with_java_whatever_pieces_the_source_gives(
            @ForAll Random random, @ForAll @IntRange(min = 1, max = 3000) int piece) {
        byte[] gzip = damaged(file(random), random);
        Gzip.Outcome whole = Gzip.ours(gzip);
        Gzip.Outcome pieces = Gzip.read(new PieceInputStream(gzip, piece), TableInflater::new, GzipLimits.NONE);
        assertThat(pieces.bytes()).isEqualTo(whole.bytes());
        assertThat(pieces)
                .returns(whole.fault(), Gzip.Outcome::fault)
                .returns(whole.offset(), Gzip.Outcome::offset)
                .returns(whole.bytesIn(), Gzip.Outcome::bytesIn);
        assertSame(gzip, "of pieces");
    }

    @Property(tries = 100)
    void a_source_that_fails_fails_with_its_own_error_after_the_bytes_before_it(
            @ForAll Random random, @ForAll @IntRange(min = 1, max = 3000) int piece) throws IOException {
        byte[] gzip = file(random);
        int end = random.nextInt(gzip.length);
        IOException gone = new IOException("device gone");
        InputStream broken = new PieceInputStream(Arrays.copyOf(gzip, end), piece) {
            @Override
            public int read(byte[] target, int from, int length) throws IOException {
                int count = super.read(target, from, length);
                if (count < 0) {
                    throw gone;
                }
                return count;
            }
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GzipReader reader = GzipReader.open(broken, GzipLimits.NONE)) {
            assertThatThrownBy(() -> {
                        while (reader.advance(0)) {
                            out.write(reader.buffer(), reader.from(), reader.to() - reader.from());
                        }
                    })
                    .isSameAs(gone);
        }
        byte[] bytes = Gzip.zip(gzip).bytes();
        assertThat(Arrays.equals(out.toByteArray(), 0, out.size(), bytes, 0, out.size()))
                .isTrue();
    }

    /** Compares everything but the place of corrupt data, which is where each noticed it; true if accepted. */
    private static boolean assertSame(byte[] gzip, String name) {
        Gzip.Outcome ours = Gzip.ours(gzip);
        Gzip.Outcome zip = Gzip.zip(gzip);
        assertThat(ours.fault()).as(name).isEqualTo(zip.fault());
        if (ours.fault() == GzipFault.CORRUPT) {
            assertThat(ours.offset()).as(name).isBetween(zip.offset() - 8, zip.offset() + 8);
            assertThat(ours.startsWith(zip)).as(name).isTrue();
        } else {
            assertThat(ours.offset()).as(name).isEqualTo(zip.offset());
            assertThat(Arrays.equals(ours.bytes(), zip.bytes())).as(name).isTrue();
            assertThat(ours.trailerCrc()).as(name).isEqualTo(zip.trailerCrc());
        }
        if (ours.isAccepted()) {
            assertThat(ours.bytesIn()).as(name).isEqualTo(zip.bytesIn());
        }
        return ours.isAccepted();
    }

    /** Java's inflater drops the byte that it wrote in the call that finds data corrupt. */
    private static void assertAllBytesBeforeTheFault(byte[] gzip, String name) {
        Gzip.Outcome ours = Gzip.ours(gzip);
        byte[] java = Gzip.byteByByte(gzip);
        int dropped = ours.bytes().length - java.length;
        assertThat(dropped).as(name).isBetween(0, ours.fault() == GzipFault.CORRUPT ? 1 : 0);
        assertThat(Arrays.copyOf(ours.bytes(), java.length)).as(name).isEqualTo(java);
    }

    private static byte[] file(Random random) {
        byte[] text = switch (random.nextInt(20)) {
            case 0 -> Texts.bars(random, 8000);
            case 1, 2, 3, 4, 5, 6, 7 -> Texts.bars(random, 1 + random.nextInt(100));
            case 8, 9, 10, 11 -> Texts.letters(random, random.nextInt(3000), 1 + random.nextInt(20));
            case 12, 13, 14, 15 -> Texts.noise(random, random.nextInt(500));
            default -> Texts.letters(random, random.nextInt(5000), 2);
        };
        byte[] gzip = Gzip.member(
                text,
                random.nextInt(10),
                random.nextInt(3),
                1 + random.nextInt(text.length + 1),
                random.nextInt(3) == 0 ? Deflater.FULL_FLUSH : Deflater.NO_FLUSH);
        return random.nextInt(4) == 0 ? Gzip.concat(gzip, Gzip.member(text)) : gzip;
    }

    private static byte[] damaged(byte[] gzip, Random random) {
        switch (random.nextInt(5)) {
            case 0 -> {
                return Arrays.copyOf(gzip, random.nextInt(gzip.length + 1));
            }
            case 1 -> {
                int at = random.nextInt(gzip.length);
                int to = Math.min(gzip.length, at + 1 + random.nextInt(20));
                return Gzip.concat(Arrays.copyOf(gzip, at), Arrays.copyOfRange(gzip, to, gzip.length));
            }
            default -> {
                for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                    gzip[random.nextInt(gzip.length)] ^= (byte) (1 << random.nextInt(8));
                }
                return gzip;
            }
        }
    }
}
