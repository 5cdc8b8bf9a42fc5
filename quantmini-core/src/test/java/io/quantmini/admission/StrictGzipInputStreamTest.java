package io.quantmini.admission;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class StrictGzipInputStreamTest {
    private static final byte[] TEXT = "AAPL,100,10.0\n".repeat(500).getBytes(US_ASCII);
    private static final byte[] GZIP = GzipFiles.member(TEXT);

    @Test
    void a_member_with_every_optional_header_field_is_read() {
        int all = GzipFiles.HEADER_CRC | GzipFiles.EXTRA | GzipFiles.NAME | GzipFiles.COMMENT;
        byte[] gzip = GzipFiles.member(TEXT, all, Deflater.BEST_SPEED, Deflater.DEFAULT_STRATEGY);
        assertThat(GzipFiles.read(gzip, 100)).isEqualTo(TEXT);
    }

    @Test
    void a_header_that_differs_from_its_own_crc_is_corrupt() {
        byte[] gzip = GzipFiles.member(TEXT, GzipFiles.HEADER_CRC, 6, Deflater.DEFAULT_STRATEGY);
        gzip[4] ^= 1;
        assertFault(gzip, FileFault.CORRUPT, 0);
    }

    @Test
    void concatenated_members_are_one_stream_and_empty_ones_add_nothing() {
        byte[] empty = GzipFiles.member(new byte[0]);
        byte[] gzip = GzipFiles.concat(empty, GZIP, empty, empty, GZIP, empty);
        assertThat(GzipFiles.read(gzip, 1 << 20)).isEqualTo(GzipFiles.concat(TEXT, TEXT));
    }

    @Test
    void a_source_that_gives_one_byte_at_a_time_changes_nothing() {
        InputStream slow = new ByteArrayInputStream(GzipFiles.concat(GZIP, GZIP)) {
            @Override
            public synchronized int read(byte[] target, int from, int length) {
                return super.read(target, from, Math.min(length, 1));
            }

            @Override
            public synchronized int available() {
                return 0;
            }
        };
        try (var in = new StrictGzipInputStream(slow, "slow.gz", 1 << 20, 10)) {
            assertThat(in.readAllBytes()).isEqualTo(GzipFiles.concat(TEXT, TEXT));
            assertThat(in.bytesIn()).isEqualTo(2L * GZIP.length);
            assertThat(in.bytesOut()).isEqualTo(2L * TEXT.length);
            assertThat(in.read()).isEqualTo(-1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void an_empty_file_is_truncated_and_text_is_no_gzip() {
        assertFault(new byte[0], FileFault.TRUNCATED, 0);
        assertFault(TEXT, FileFault.NOT_GZIP, 0);
        assertFault(new byte[] {0x1f, 0x00, 0x00}, FileFault.NOT_GZIP, 0);
    }

    @Test
    void every_cut_is_truncated_at_the_byte_where_the_file_ends() {
        for (int length = 0; length < GZIP.length; length++) {
            assertFault(Arrays.copyOf(GZIP, length), FileFault.TRUNCATED, length);
        }
    }

    @Test
    void bytes_after_the_last_member_are_refused_at_their_offset() {
        assertFault(GzipFiles.concat(GZIP, new byte[] {0}), FileFault.TRAILING_BYTES, GZIP.length);
        assertFault(GzipFiles.concat(GZIP, "more".getBytes(US_ASCII)), FileFault.TRAILING_BYTES, GZIP.length);
        assertFault(GzipFiles.concat(GZIP, new byte[] {0x1f}), FileFault.TRUNCATED, GZIP.length + 1);
    }

    @Test
    void a_wrong_crc_or_length_is_refused_in_any_member() {
        byte[] crc = GZIP.clone();
        crc[GZIP.length - 8] ^= 1;
        assertFault(GzipFiles.concat(GZIP, crc, GZIP), FileFault.CRC_MISMATCH, 2L * GZIP.length - 8);
        byte[] length = GZIP.clone();
        length[GZIP.length - 1] ^= 1;
        assertFault(GzipFiles.concat(length, GZIP), FileFault.LENGTH_MISMATCH, GZIP.length - 4L);
    }

    @Test
    void other_methods_and_reserved_flags_are_corrupt() {
        byte[] method = GZIP.clone();
        method[2] = 7;
        assertFault(method, FileFault.CORRUPT, 0);
        byte[] flags = GZIP.clone();
        flags[3] = 0x20;
        assertFault(flags, FileFault.CORRUPT, 0);
    }

    @Test
    void caps_on_bytes_and_members_hold_exactly() throws IOException {
        byte[] two = GzipFiles.concat(GZIP, GZIP);
        try (var in = open(two, 2L * TEXT.length, 2)) {
            assertThat(in.readAllBytes()).hasSize(2 * TEXT.length);
        }
        try (var in = open(two, 2L * TEXT.length - 1, 2)) {
            assertThatThrownBy(in::readAllBytes)
                    .asInstanceOf(InstanceOfAssertFactories.type(IngestException.class))
                    .returns(FileFault.TOO_LARGE, IngestException::fault);
        }
        try (var in = open(two, 2L * TEXT.length, 1)) {
            assertThatThrownBy(in::readAllBytes)
                    .asInstanceOf(InstanceOfAssertFactories.type(IngestException.class))
                    .returns(FileFault.TOO_MANY_MEMBERS, IngestException::fault);
        }
    }

    @Test
    void after_an_error_every_read_fails_the_same_way() {
        try (var in = open(TEXT, 1 << 20, 10)) {
            assertThatThrownBy(in::read).isInstanceOf(IngestException.class);
            assertThatThrownBy(in::read)
                    .isInstanceOf(IngestException.class)
                    .hasMessageContaining("expected a gzip header");
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
            public int read(byte[] bytes, int offset, int length) throws IOException {
                throw new IOException("device gone");
            }
        };
        try (var in = new StrictGzipInputStream(broken, "disk.gz", 1, 1)) {
            assertThatThrownBy(in::read)
                    .isInstanceOf(FileAccessException.class)
                    .hasMessageContaining("disk.gz")
                    .hasMessageContaining("device gone");
        }
    }

    private static StrictGzipInputStream open(byte[] gzip, long maxBytes, int maxMembers) {
        return new StrictGzipInputStream(new ByteArrayInputStream(gzip), "test.gz", maxBytes, maxMembers);
    }

    private static void assertFault(byte[] gzip, FileFault fault, long offset) {
        assertThatThrownBy(() -> GzipFiles.read(gzip, 4096))
                .asInstanceOf(InstanceOfAssertFactories.type(IngestException.class))
                .returns(fault, IngestException::fault)
                .returns(new FilePosition("test.gz", 0, offset), IngestException::position);
    }
}
