package io.quantmini.ingest.inflate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chunks, and what is kept from one to the next. */
class GzipReaderTest {
    private static final byte[] TEXT = Texts.bars(new Random(8), 20_000);
    private static final byte[] GZIP = Gzip.concat(Gzip.member(TEXT), Gzip.member(TEXT));
    private static final byte[] BOTH = Gzip.concat(TEXT, TEXT);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 59, 32_767, 32_768, 32_769, 100_000, InflateWindow.CHUNK, 1_000_000})
    void bytes_kept_come_again_before_a_whole_chunk(int keep) throws IOException {
        assertRead(keep, length -> Math.min(keep, length));
        Random random = new Random(keep);
        assertRead(keep, length -> random.nextInt(Math.min(keep, length) + 1));
    }

    @Test
    void more_than_said_or_more_than_there_is_cannot_be_kept() throws IOException {
        try (GzipReader reader = open(GZIP, 100)) {
            assertThatThrownBy(() -> reader.advance(1)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThat(reader.advance(0)).isTrue();
            assertThatThrownBy(() -> reader.advance(101)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> reader.advance(-1)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThat(reader.advance(100)).isTrue();
        }
        assertThatThrownBy(() -> open(GZIP, -1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void bytes_kept_are_there_after_an_error_and_every_advance_fails_with_it() throws IOException {
        try (GzipReader reader = open(Arrays.copyOf(GZIP, 200), 10)) {
            assertThat(reader.advance(0)).isTrue();
            int length = reader.to() - reader.from();
            for (int keep = 10; keep >= 0; keep--) {
                int kept = keep;
                assertThatThrownBy(() -> reader.advance(kept)).isInstanceOf(GzipException.class);
                assertThat(Arrays.copyOfRange(reader.buffer(), reader.from(), reader.to()))
                        .isEqualTo(Arrays.copyOfRange(TEXT, length - kept, length));
            }
        }
    }

    private static void assertRead(int maxKeep, IntUnaryOperator keep) throws IOException {
        int place = 0;
        int kept = 0;
        try (GzipReader reader = open(GZIP, maxKeep)) {
            while (reader.advance(kept)) {
                int length = reader.to() - reader.from();
                assertThat(Arrays.equals(reader.buffer(), reader.from(), reader.to(), BOTH, place, place + length))
                        .isTrue();
                assertThat(reader.buffer().length - reader.to()).isGreaterThanOrEqualTo(64);
                assertThat(length - kept >= InflateWindow.CHUNK || place + length == BOTH.length)
                        .isTrue();
                kept = keep.applyAsInt(length);
                place += length - kept;
            }
            assertThat(reader.to() - reader.from()).isEqualTo(kept);
            assertThat(place + kept).isEqualTo(BOTH.length);
            assertThat(reader.bytesOut()).isEqualTo(BOTH.length);
        }
    }

    private static GzipReader open(byte[] gzip, int maxKeep) {
        return GzipReader.open(new ByteArrayInputStream(gzip), StreamInflater.create(), GzipLimits.NONE, maxKeep);
    }
}
