package io.quantmini.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpillFileTest {
    private static final int BLOCK_BYTES = 1024;
    private static final int ROWS = 40;

    @TempDir
    Path directory;

    @Test
    void runs_come_back_row_by_row() {
        try (SpillFile file = SpillFile.create(directory, BLOCK_BYTES)) {
            file.write(new Records(ROWS), block());
            file.write(new Records(3), block());
            assertThat(read(file, 0)).hasSize(ROWS).startsWith(0L, 1L).endsWith(ROWS - 1L);
            assertThat(read(file, 1)).containsExactly(0L, 1L, 2L);
        }
    }

    @Test
    void any_flipped_bit_is_an_error() throws IOException {
        byte[] sound = Files.readAllBytes(written());
        for (int bit = 0; bit < sound.length * Byte.SIZE; bit++) {
            byte[] damaged = sound.clone();
            damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertRefused(damaged);
        }
    }

    @Test
    void a_file_cut_off_anywhere_is_an_error() throws IOException {
        byte[] sound = Files.readAllBytes(written());
        for (int length = 0; length < sound.length; length += 100) {
            assertRefused(Arrays.copyOf(sound, length));
        }
    }

    @Test
    void blocks_in_another_order_are_an_error() throws IOException {
        byte[] sound = Files.readAllBytes(written());
        byte[] swapped = sound.clone();
        System.arraycopy(sound, 0, swapped, BLOCK_BYTES, BLOCK_BYTES);
        System.arraycopy(sound, BLOCK_BYTES, swapped, 0, BLOCK_BYTES);
        assertRefused(swapped);
    }

    @Test
    void a_directory_is_made_when_it_is_missing_and_has_no_file_after_close() {
        Path missing = directory.resolve("a").resolve("b");
        try (SpillFile file = SpillFile.create(missing, BLOCK_BYTES)) {
            file.write(new Records(ROWS), block());
            assertThat(read(file, 0)).hasSize(ROWS);
        }
        assertThat(missing).isEmptyDirectory();
    }

    @Test
    void two_files_of_one_directory_do_not_collide() {
        try (SpillFile one = SpillFile.create(directory, BLOCK_BYTES);
                SpillFile other = SpillFile.create(directory, BLOCK_BYTES)) {
            one.write(new Records(1), block());
            other.write(new Records(2), block());
            assertThat(read(one, 0)).containsExactly(0L);
            assertThat(read(other, 0)).containsExactly(0L, 1L);
        }
    }

    @Test
    void a_directory_that_cannot_be_made_is_an_error_of_the_disk() throws IOException {
        Path occupied = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> SpillFile.create(occupied, BLOCK_BYTES))
                .isInstanceOf(FileAccessException.class)
                .hasMessageContaining("file");
    }

    private void assertRefused(byte[] damaged) throws IOException {
        Path path = Files.write(directory.resolve("damaged"), damaged);
        try (SpillFile file = open(path)) {
            file.runs().add(new SpillFile.Run(0, runBlocks()));
            assertThatThrownBy(() -> read(file, 0))
                    .isInstanceOf(FileAccessException.class)
                    .hasMessageContaining("read back");
        }
    }

    private static int runBlocks() {
        int rowsOfBlock = (BLOCK_BYTES / Long.BYTES - SpillBlock.ROWS) / RowRecord.MIN_WORDS;
        return (ROWS + rowsOfBlock - 1) / rowsOfBlock;
    }

    /** A file of one run. */
    private Path written() throws IOException {
        Path path = directory.resolve("written");
        Files.deleteIfExists(path);
        Files.createFile(path);
        try (SpillFile file = open(path)) {
            file.write(new Records(ROWS), block());
            assertThat(file.runs()).containsExactly(new SpillFile.Run(0, runBlocks()));
        }
        return path;
    }

    private static SpillFile open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return new SpillFile(channel, path.toString(), BLOCK_BYTES);
    }

    private static ByteBuffer block() {
        return ByteBuffer.allocate(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Numbers of the rows of a run. */
    private static List<Long> read(SpillFile file, int run) {
        SpilledRun rows = new SpilledRun(file, file.runs().get(run), block());
        List<Long> ordinals = new ArrayList<>();
        while (rows.next()) {
            ordinals.add(RowRecord.ordinal(rows.words(), rows.at()));
        }
        return ordinals;
    }

    /** Records of the smallest size, by number. */
    private static final class Records implements RowRun {
        private final LongBuffer words = LongBuffer.allocate(RowRecord.MIN_WORDS);
        private final int count;
        private int next;

        Records(int count) {
            this.count = count;
        }

        @Override
        public boolean next() {
            words.put(0, 1L << Integer.SIZE);
            words.put(2, next);
            return next++ < count;
        }

        @Override
        public LongBuffer words() {
            return words;
        }

        @Override
        public int at() {
            return 0;
        }
    }
}
