package io.quantmini.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.admission.FileAccessException;
import io.quantmini.admission.GzipFiles;
import io.quantmini.admission.IngestException;
import io.quantmini.admission.StrictGzipInputStream;
import io.quantmini.ingest.inflate.StreamInflater;
import io.quantmini.stage.IngestLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The strict reader of core is the oracle: same bytes, or same fault, place and message. */
class GzipTextTest {
    private static final byte[] TEXT = "AAPL,100,10.0\n".repeat(500).getBytes(US_ASCII);
    private static final byte[] GZIP = GzipFiles.member(TEXT);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 66_000})
    void chunks_with_what_is_kept_before_them_add_up_to_the_text(int keep) {
        byte[] gzip = GzipFiles.concat(GZIP, GzipFiles.member(new byte[0]), GZIP);
        byte[] twice = GzipFiles.concat(TEXT, TEXT);
        try (GzipText in = open(gzip, Long.MAX_VALUE, 3)) {
            int sum = 0;
            while (in.advance(Math.min(keep, sum))) {
                int kept = Math.min(keep, sum);
                assertThat(Arrays.copyOfRange(in.buffer(), in.from(), in.to()))
                        .isEqualTo(Arrays.copyOfRange(twice, sum - kept, sum + in.to() - in.from() - kept));
                sum += in.to() - in.from() - kept;
                assertThat(in.bytesOut()).isEqualTo(sum);
                assertThat(in.to() - in.from()).isLessThanOrEqualTo(in.maxLength());
            }
            assertThat(sum).isEqualTo(2 * TEXT.length);
            assertThat(in.bytesIn()).isEqualTo(gzip.length);
            assertThat((byte) in.trailerCrc()).isEqualTo(GZIP[GZIP.length - 8]);
            assertThat(in.advance(0)).isFalse();
        }
    }

    @Test
    void broken_framing_ends_as_with_the_strict_reader() {
        assertSame(new byte[0]);
        assertSame(TEXT);
        assertSame(new byte[] {0x1f, 0, 0});
        for (int length = 0; length < GZIP.length; length++) {
            assertSame(Arrays.copyOf(GZIP, length));
        }
        assertSame(GzipFiles.concat(GZIP, new byte[] {0}));
        assertSame(GzipFiles.concat(GZIP, new byte[] {0x1f}));
        int all = GzipFiles.HEADER_CRC | GzipFiles.EXTRA | GzipFiles.NAME | GzipFiles.COMMENT;
        byte[] header = GzipFiles.member(TEXT, all, 6, Deflater.DEFAULT_STRATEGY);
        for (int at = 0; at < 24; at++) {
            assertSame(flipped(header, at, 1));
        }
        for (int at = 1; at <= 8; at++) {
            assertSame(GzipFiles.concat(GZIP, flipped(GZIP, GZIP.length - at, 4), GZIP));
        }
    }

    @Test
    void damaged_files_end_as_with_the_strict_reader() {
        Random random = new Random(42);
        for (int i = 0; i < 1000; i++) {
            byte[] gzip = GzipFiles.member(TEXT, random.nextInt(16) << 1, random.nextInt(10), random.nextInt(3));
            assertSame(flipped(gzip, random.nextInt(gzip.length), 1 << random.nextInt(8)));
        }
    }

    @Test
    void caps_on_bytes_and_members_hold_exactly() {
        byte[] two = GzipFiles.concat(GZIP, GZIP);
        try (GzipText in = open(two, 2L * TEXT.length, 2)) {
            assertThat(readAll(in)).hasSize(2 * TEXT.length);
        }
        assertThat(outcome(open(two, 2L * TEXT.length - 1, 2))).startsWith("TOO_LARGE");
        assertThat(outcome(open(two, 2L * TEXT.length, 1))).startsWith("TOO_MANY_MEMBERS");
    }

    @Test
    void after_an_error_every_advance_fails_the_same_way() {
        try (GzipText in = open(Arrays.copyOf(GZIP, GZIP.length - 1), Long.MAX_VALUE, 1)) {
            assertThatThrownBy(() -> readAll(in)).isInstanceOf(IngestException.class);
            assertThatThrownBy(() -> in.advance(0))
                    .isInstanceOf(IngestException.class)
                    .hasMessageContaining("end of the file");
        }
    }

    @Test
    void a_failing_disk_is_no_fault_of_the_file() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("device gone");
            }

            @Override
            public int read(byte[] target, int from, int length) throws IOException {
                throw new IOException("device gone");
            }
        };
        try (GzipText in = GzipText.of(broken, "disk.gz", StreamInflater.create(), IngestLimits.DEFAULT)) {
            assertThatThrownBy(() -> in.advance(0))
                    .isInstanceOf(FileAccessException.class)
                    .hasMessageContaining("disk.gz")
                    .hasMessageContaining("device gone");
        }
    }

    private static void assertSame(byte[] gzip) {
        String ours = outcome(open(gzip, Long.MAX_VALUE, 100));
        String strict = outcome(new StrictGzipInputStream(new ByteArrayInputStream(gzip), "a.gz", Long.MAX_VALUE, 100));
        if (strict.startsWith("CORRUPT") && strict.contains("valid compressed data")) {
            assertThat(ours).startsWith("CORRUPT"); // each at the byte where it noticed
        } else {
            assertThat(ours).isEqualTo(strict);
        }
    }

    private static String outcome(GzipText in) {
        try (in) {
            return "accepted: " + Arrays.hashCode(readAll(in));
        } catch (IngestException e) {
            return fault(e);
        }
    }

    private static String outcome(StrictGzipInputStream in) {
        try (in) {
            return "accepted: " + Arrays.hashCode(in.readAllBytes());
        } catch (IngestException e) {
            return fault(e);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String fault(IngestException e) {
        return e.fault() + " at " + e.position() + ": " + e.getMessage();
    }

    private static byte[] readAll(GzipText in) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (in.advance(0)) {
            all.write(in.buffer(), in.from(), in.to() - in.from());
        }
        return all.toByteArray();
    }

    private static byte[] flipped(byte[] gzip, int at, int bits) {
        byte[] copy = gzip.clone();
        copy[at] ^= (byte) bits;
        return copy;
    }

    private static GzipText open(byte[] gzip, long maxBytes, int maxMembers) {
        IngestLimits limits = new IngestLimits(maxBytes, maxMembers, 1 << 16, 10, 0, 0);
        return GzipText.of(new ByteArrayInputStream(gzip), "a.gz", StreamInflater.create(), limits);
    }
}
