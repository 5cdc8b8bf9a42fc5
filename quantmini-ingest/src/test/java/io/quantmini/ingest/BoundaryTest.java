package io.quantmini.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.admission.GzipFiles;
import io.quantmini.ingest.inflate.InflateWindow;
import io.quantmini.market.Dataset;
import io.quantmini.stage.IngestLimits;
import io.quantmini.stage.IngestRequest;
import io.quantmini.stage.Ingestor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Records cut by the end of a buffer, at every byte of them: the fast ingestors must not notice where text was cut. Stored gzip
 * gives chunks of exactly {@link InflateWindow#CHUNK} bytes, so a header one byte longer moves the whole file by one byte against
 * the chunks, and as many shifts as the pattern of records has bytes bring every byte of it to every end of a chunk, and of any
 * other buffer of a round size.
 */
class BoundaryTest {
    /** Chunks and other buffers end at multiples of this. */
    private static final int BLOCK = 64 << 10;

    private static final int LONG_RECORD = 4_096;
    private static final String TIME = "1699974000000000000";

    /** Records of every kind; the ticker of each is six digits, which grow. */
    private static final String[] PATTERN = {
        "%s,100,10.5,10.25,11,10,1699974000000000000,7,\n",
        "%s,1234567.8,10.5,10.25,11.0001,9.9999,1699974060000000000,123456,x\r\n",
        "\"%s\",\"100\",\"10.5\",\"10.25\",\"11\",\"10\",\"1699974000000000000\",\"7\",\"a,\"\"b\"\"\r\n,\n\"\n",
        "\r\n",
        "%s,1e2,105e-1,1025E-2,11.,.5e1,1699974000000000000,0007,\"\"\n",
        "%s,100,10.50000000000000000000000001,10.25,11,10,1699974000000000000,7,é☃𝄞\n",
        "\n",
        "%s,100,10.5,10.25,11,10,1699974000000000000,7\n",
        "%s,100,10.5,x,11,10,1699974000000000000,7,\"\"\"\"\n",
        "%s,100,10.5,10.25,11,10,1699974000000000000,7,\0\n",
        "%s,100,10.5,10.25,11,10,1699974000000000000,7, \r \r\n",
        "%s,100,12,10.25,11,10,1699974000000000000,7,\"x\"y\n",
    };

    @TempDir
    Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void makeRoom() {
        file = directory.resolve("cut.csv.gz");
    }

    @Test
    void any_byte_of_any_record_may_be_the_last_of_a_chunk() throws IOException {
        int period = patterns(0, 1).length;
        byte[] body = aroundBlockEnds(period);
        for (int shift = 0; shift < period; shift++) {
            Candidates plain = compare(stored(GzipFiles.concat(header(shift), body)), Mutant.LENIENT, "shift " + shift);
            assertThat(plain.columns().rows()).isGreaterThan(100);
        }
    }

    /** The text of a chunk begins with what was kept of the one before it, here up to all of it. */
    @ParameterizedTest
    @CsvSource({"1, 20", "1000, 20", "262144, 20", "300000, 20", "600000, 6", "1048576, 4"})
    void any_byte_may_be_the_last_of_a_chunk_after_a_long_record(int length, int shifts) throws IOException {
        byte[] body = GzipFiles.concat(patterns(0, 400), record("100000", length, ",\n"), patterns(100_001, 800));
        IngestLimits limits = new IngestLimits(64L << 30, 10_000, IngestLimits.MAX_LINE_BYTES, 1 << 30, 1, 1);
        for (int shift = 0; shift < shifts; shift++) {
            Candidates plain = compare(stored(GzipFiles.concat(header(shift * 7), body)), limits, "shift " + shift * 7);
            assertThat(plain.columns().rows()).isGreaterThan(1_000);
        }
    }

    @Test
    void members_may_end_at_any_byte() throws IOException {
        byte[] text = GzipFiles.concat(header(0), patterns(0, 1));
        for (int cut = 0; cut <= text.length; cut++) {
            byte[] head = GzipFiles.member(Arrays.copyOf(text, cut));
            byte[] tail = GzipFiles.member(Arrays.copyOfRange(text, cut, text.length));
            compare(GzipFiles.concat(head, tail), Mutant.LENIENT, "cut at " + cut);
        }
    }

    @Test
    void a_file_may_end_at_any_byte() throws IOException {
        byte[] text = GzipFiles.concat(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf}, header(0), patterns(0, 1));
        for (int length = 0; length <= text.length; length++) {
            compare(stored(Arrays.copyOf(text, length)), Mutant.LENIENT, length + " bytes");
        }
    }

    @Test
    void a_file_may_end_with_a_chunk_or_some_bytes_more_or_less() throws IOException {
        IngestLimits limits = new IngestLimits(64L << 30, 10_000, IngestLimits.MAX_LINE_BYTES, 1 << 30, 1, 1);
        byte[] head = GzipFiles.concat(header(0), patterns(0, 1));
        for (String end : new String[] {"", "\n", ",", ",\n", ",\r\n", ",\r", ",\n\n", ",\"", ",\"\"", ",é"}) {
            byte[] row = record("B", 60, end);
            for (int length = InflateWindow.CHUNK - 12; length <= InflateWindow.CHUNK + 12; length++) {
                byte[] fill = record("A", length - head.length - row.length - 2, ",\n");
                compare(stored(GzipFiles.concat(head, fill, row)), limits, "ends with " + end + " at " + length);
            }
        }
    }

    /** A record may have as many bytes as the limit says, its line end not counted, wherever its buffers end. */
    @ParameterizedTest
    @ValueSource(ints = {70, 100, 4_096, 65_536, 262_144, 1_048_576})
    void records_around_the_longest_that_may_be(int limit) throws IOException {
        IngestLimits limits = new IngestLimits(64L << 30, 10_000, limit, 1 << 30, 1, 1);
        for (int length = limit - 3; length <= limit + 4; length++) {
            for (String end : new String[] {"\n", "\r\n", "\"\n", "\r\r\n", "\0\n", "\u00ff\n"}) {
                byte[] first = GzipFiles.concat(header(-1), record("A", length, end), record("B", 66, "\n"));
                byte[] last = GzipFiles.concat(header(-1), record("A", 66, "\n"), record("B", length, end.strip()));
                compare(stored(first), limits, length + " bytes and " + end);
                compare(stored(last), limits, length + " bytes and " + end + " at the end");
            }
        }
    }

    private Candidates compare(byte[] gzip, IngestLimits limits, String name) throws IOException {
        Files.write(file, gzip);
        IngestRequest request =
                new IngestRequest(file, Dataset.STOCKS_MINUTE, SeedFile.SESSION, limits, (row, fault) -> {});
        int batchRows = 1 + Math.floorMod(name.hashCode(), 700);
        Candidates plain = Candidates.of(new PlainIngestor(batchRows), request);
        for (FastIngestor fast : FastIngestor.values()) {
            Ingestor ingestor = fast.create(batchRows);
            String difference = plain.difference(Candidates.of(ingestor, request), true);
            if (difference != null) {
                throw new AssertionError(fast + " differs, " + name + ": " + difference);
            }
        }
        return plain;
    }

    private static byte[] stored(byte[] text) {
        return GzipFiles.member(text, 0, Deflater.NO_COMPRESSION, Deflater.DEFAULT_STRATEGY);
    }

    /** The header and one column more, whose name has {@code shift} bytes and one; none if negative. */
    private static byte[] header(int shift) {
        return (FlatFile.HEADER + (shift < 0 ? "" : "," + "x".repeat(1 + shift)) + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A sound record of {@code length} bytes, the zeros of its volume making up the number, and what ends it. */
    private static byte[] record(String ticker, int length, String end) {
        String rest = ",1.5,1.5,1.5,1.5," + TIME + ",7";
        int zeros = Math.max(1, length - ticker.length() - 1 - rest.length());
        return (ticker + "," + "0".repeat(zeros) + rest + end).getBytes(StandardCharsets.UTF_8);
    }

    /** Patterns at every multiple of {@link #BLOCK}, two chunks and more, and between them long records, which cost little. */
    private static byte[] aroundBlockEnds(int period) {
        byte[] body = {};
        for (int end = BLOCK; end <= 2 * InflateWindow.CHUNK + BLOCK; end += BLOCK) {
            while (body.length < end - 2 * period - LONG_RECORD) {
                body = GzipFiles.concat(body, record("%06d".formatted(body.length), LONG_RECORD, ",\n"));
            }
            body = GzipFiles.concat(body, patterns(body.length, (end - body.length) / period + 2));
        }
        return body;
    }

    private static byte[] patterns(int firstTicker, int repeats) {
        StringBuilder text = new StringBuilder();
        int ticker = firstTicker;
        for (int repeat = 0; repeat < repeats; repeat++) {
            for (String record : PATTERN) {
                text.append(record.replace("%s", "%06d".formatted(ticker++)));
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
