package io.quantmini.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** java.util.zip is the oracle: nothing that it refuses is accepted here, and what both accept is equal. */
class StrictGzipProperties {
    @Property(tries = 300)
    void any_text_comes_back_at_any_level_strategy_and_chunk(
            @ForAll @Size(max = 3000) byte[] text,
            @ForAll @IntRange(min = 0, max = 9) int level,
            @ForAll @IntRange(min = 0, max = 2) int strategy,
            @ForAll @IntRange(min = 0, max = 15) int fields,
            @ForAll @IntRange(min = 1, max = 5000) int chunk) {
        byte[] gzip = GzipFiles.member(text, fields << 1, level, strategy);
        assertThat(GzipFiles.read(gzip, chunk)).isEqualTo(text);
        assertThat(GzipFiles.read(GzipFiles.concat(gzip, gzip), chunk)).isEqualTo(GzipFiles.concat(text, text));
    }

    @Property(tries = 1500)
    void nothing_is_accepted_that_java_refuses(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] gzip = damaged(random);
        Optional<byte[]> ours = ours(gzip, 1 + random.nextInt(2000));
        Optional<byte[]> java = java(gzip);
        assertThat(ours.isPresent() && java.isEmpty()).isFalse();
        if (ours.isPresent()) {
            assertThat(ours.get()).isEqualTo(java.orElseThrow());
        }
    }

    private static byte[] damaged(Random random) {
        byte[] text = new byte[random.nextInt(2000)];
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) ('a' + random.nextInt(1 + random.nextInt(20)));
        }
        byte[] gzip = GzipFiles.member(text, random.nextInt(16) << 1, random.nextInt(10), random.nextInt(3));
        if (random.nextBoolean()) {
            gzip = GzipFiles.concat(gzip, GzipFiles.member(text));
        }
        if (random.nextInt(3) == 0) {
            return Arrays.copyOf(gzip, random.nextInt(gzip.length + 1));
        }
        for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
            gzip[random.nextInt(gzip.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return gzip;
    }

    /** Any exception but ours fails the property. */
    private static Optional<byte[]> ours(byte[] gzip, int chunk) {
        try {
            return Optional.of(GzipFiles.read(gzip, chunk));
        } catch (IngestException e) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> java(byte[] gzip) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return Optional.of(in.readAllBytes());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
