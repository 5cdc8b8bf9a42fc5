package io.quantmini.lake;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** The file system as it is. File content goes through {@link RandomAccessFile}, which an interrupt does not close. */
final class LocalFileOperations implements FileOperations {
    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    @Override
    public void createDirectory(Path directory) throws IOException {
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
        try (RandomAccessFile access = open(file)) {
            access.setLength(0);
            access.write(content);
        }
    }

    @Override
    public void writeAt(Path file, long position, byte[] content) throws IOException {
        try (RandomAccessFile access = openExisting(file)) {
            access.seek(position);
            access.write(content);
        }
    }

    @Override
    public void truncate(Path file, long length) throws IOException {
        try (RandomAccessFile access = openExisting(file)) {
            access.setLength(length);
        }
    }

    @Override
    public int parallelForces() {
        return 16;
    }

    @Override
    public void force(Path file) throws IOException {
        try (RandomAccessFile access = openExisting(file)) {
            access.getFD().sync();
        } catch (IOException e) {
            throw named(file, e);
        }
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        if (WINDOWS) {
            // Windows cannot open a directory for this; NTFS journals the entries itself.
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            throw named(directory, e);
        }
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(Path path) throws IOException {
        Files.deleteIfExists(path);
    }

    /** A failed force does not say of what. */
    private static FileSystemException named(Path path, IOException failure) {
        if (failure instanceof FileSystemException named) {
            return named;
        }
        FileSystemException named = new FileSystemException(path.toString(), null, failure.getMessage());
        named.initCause(failure);
        return named;
    }

    private static RandomAccessFile openExisting(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        return open(file);
    }

    private static RandomAccessFile open(Path file) throws IOException {
        return new RandomAccessFile(file.toFile(), "rw");
    }
}
