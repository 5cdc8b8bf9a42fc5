package io.quantmini.ingest.inflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sound files of every kind; java.util.zip writes them. */
class GzipCorpusTest {
    private static final Map<String, byte[]> TEXTS = Texts.all();
    private static final int[] STRATEGIES = {Deflater.DEFAULT_STRATEGY, Deflater.FILTERED, Deflater.HUFFMAN_ONLY};

    static Stream<String> texts() {
        return TEXTS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void any_text_comes_back_at_any_level_and_strategy(String name) {
        byte[] text = text(name);
        for (int level = 0; level <= 9; level++) {
            for (int strategy : STRATEGIES) {
                byte[] gzip = Gzip.member(text, level, strategy, text.length + 1, Deflater.NO_FLUSH);
                assertRead(gzip, text);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void flushes_between_pieces_of_any_size_change_nothing(String name) {
        byte[] text = Arrays.copyOf(text(name), Math.min(text(name).length, 30_000));
        for (int chunk : new int[] {1, 2, 3, 17, 1000, 20_000}) {
            for (int flush : new int[] {Deflater.NO_FLUSH, Deflater.SYNC_FLUSH, Deflater.FULL_FLUSH}) {
                assertRead(Gzip.member(text, 6, Deflater.DEFAULT_STRATEGY, chunk, flush), text);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 15, 16, 17, 63, 64, 65, 1000, 65_536})
    void a_source_may_give_pieces_of_any_size(int piece) {
        byte[] text = text("bars");
        byte[] gzip = Gzip.concat(Gzip.member(text), Gzip.member(text("noise")), Gzip.member(new byte[0]));
        assertThat(Gzip.read(new PieceInputStream(gzip, piece), TableInflater::new, GzipLimits.NONE))
                .returns(true, Gzip.Outcome::isAccepted)
                .returns((long) gzip.length, Gzip.Outcome::bytesIn)
                .extracting(Gzip.Outcome::bytes)
                .isEqualTo(Gzip.concat(text, text("noise")));
    }

    @Test
    void members_of_every_text_are_one_stream() {
        byte[] gzip = Gzip.concat(TEXTS.values().stream().map(Gzip::member).toArray(byte[][]::new));
        assertRead(gzip, Gzip.concat(TEXTS.values().toArray(byte[][]::new)));
    }

    @Test
    void many_tiny_members_end_at_every_place_of_the_buffers() {
        byte[][] texts = IntStream.range(0, 3000)
                .mapToObj(i -> Texts.letters(new Random(i), i % 97, 3))
                .toArray(byte[][]::new);
        byte[][] members = Stream.of(texts).map(Gzip::member).toArray(byte[][]::new);
        assertRead(Gzip.concat(members), Gzip.concat(texts));
    }

    @Test
    void every_distance_and_length_is_copied_right() {
        Random random = new Random(11);
        byte[] history = Texts.noise(random, 32_768);
        for (int round = 0; round < 6; round++) {
            RawDeflate raw = new RawDeflate();
            raw.stored(history, false);
            raw.fixed(true);
            ByteArrayOutputStream expected = new ByteArrayOutputStream();
            expected.writeBytes(history);
            for (int i = 0; i < 900; i++) {
                int distance = i < 40 ? i + 1 : 1 + random.nextInt(32_768);
                distance = i % 100 == 99 ? 32_768 : distance;
                int length = i % 10 == 9 ? 258 : 3 + random.nextInt(1 + random.nextInt(256));
                raw.match(length, distance);
                byte[] soFar = expected.toByteArray();
                byte[] copy = new byte[length];
                for (int k = 0; k < length; k++) {
                    int from = soFar.length - distance + k;
                    copy[k] = from < soFar.length ? soFar[from] : copy[k - distance];
                }
                expected.writeBytes(copy);
            }
            raw.endOfBlock();
            assertRead(Gzip.framed(raw.toByteArray(), expected.toByteArray()), expected.toByteArray());
        }
    }

    private static byte[] text(String name) {
        return Objects.requireNonNull(TEXTS.get(name));
    }

    private static void assertRead(byte[] gzip, byte[] text) {
        for (Gzip.Outcome outcome : new Gzip.Outcome[] {Gzip.ours(gzip), Gzip.zip(gzip)}) {
            assertThat(outcome.fault()).isNull();
            assertThat(Arrays.equals(outcome.bytes(), text)).isTrue();
            assertThat(outcome.bytesIn()).isEqualTo(gzip.length);
        }
    }
}
