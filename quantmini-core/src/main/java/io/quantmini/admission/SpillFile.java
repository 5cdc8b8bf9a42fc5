package io.quantmini.admission;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs of rows that do not fit in memory, one after the other in blocks of one size. The file goes away when it is closed;
 * on POSIX systems it has no name from the start, so that a process that is killed leaves nothing.
 */
final class SpillFile implements AutoCloseable {
    /** Blocks {@code [from, to)}. */
    record Run(int from, int to) {}

    private final FileChannel channel;
    private final String name;
    private final int blockBytes;
    private final List<Run> runs = new ArrayList<>();
    private int blocks;

    /** Owns the channel, that of an empty file. */
    SpillFile(FileChannel channel, String name, int blockBytes) {
        this.channel = channel;
        this.name = name;
        this.blockBytes = blockBytes;
    }

    /** A new file in a directory, which is made when it is missing. */
    static SpillFile create(Path directory, int blockBytes) {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory);
            }
            Path file = Files.createTempFile(directory, "rows-", ".spill");
            return new SpillFile(open(file), file.toString(), blockBytes);
        } catch (IOException e) {
            throw new FileAccessException(directory.toString(), "sort rows in the directory", e);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        try {
            return FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** What was written. */
    List<Run> runs() {
        return runs;
    }

    /** Writes one more run; {@code memory} is that of a block. */
    void write(RowRun rows, ByteBuffer memory) {
        SpillBlock block = new SpillBlock(memory);
        int from = blocks;
        while (rows.next()) {
            if (!block.add(rows.words(), rows.at())) {
                write(block);
                if (!block.add(rows.words(), rows.at())) {
                    throw new IllegalStateException("[" + name + "] expected rows that fit a block, got a longer one");
                }
            }
        }
        if (!block.isEmpty()) {
            write(block);
        }
        runs.add(new Run(from, blocks));
    }

    private void write(SpillBlock block) {
        try {
            ByteBuffer bytes = block.seal(blocks);
            long position = (long) blocks * blockBytes;
            while (bytes.hasRemaining()) {
                position += channel.write(bytes, position);
            }
            blocks++;
        } catch (IOException e) {
            throw new FileAccessException(name, "write", e);
        }
    }

    /** Reads a block; one that is not as it was written is an error. */
    void read(int number, SpillBlock block) {
        try {
            ByteBuffer bytes = block.target();
            long position = (long) number * blockBytes;
            while (bytes.hasRemaining()) {
                int count = channel.read(bytes, position);
                if (count < 0) {
                    throw new EOFException("block " + number + " is cut off");
                }
                position += count;
            }
            if (!block.open(number)) {
                throw new IOException("block " + number + " is not as it was written");
            }
        } catch (IOException e) {
            throw new FileAccessException(name, "read back", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new FileAccessException(name, "clean up", e);
        }
    }
}
