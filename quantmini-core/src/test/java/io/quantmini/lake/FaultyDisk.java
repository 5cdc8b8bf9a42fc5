package io.quantmini.lake;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The file system, but one operation goes wrong. Forcing is only counted: without a power cut nobody can tell, and tests
 * are faster.
 */
class FaultyDisk implements FileOperations {
    /** What goes wrong. */
    enum Fault {
        /** Nothing does. */
        NONE,
        /** The operation fails, and the program goes on. */
        FAIL,
        /** The program ends there, as if killed: no operation works any more. */
        STOP
    }

    /** The end of a killed program. */
    static final class Stopped extends Error {
        private static final long serialVersionUID = 1L;

        Stopped(int operation) {
            super("stopped at operation " + operation);
        }
    }

    private final FileOperations disk = new LocalFileOperations();
    private final Fault fault;
    private final int at;
    private final AtomicInteger count = new AtomicInteger();

    /** A disk where nothing goes wrong. */
    FaultyDisk() {
        this(Fault.NONE, 0);
    }

    /** A disk where the operation of that number, counted from 1, goes wrong. */
    FaultyDisk(Fault fault, int at) {
        this.fault = fault;
        this.at = at;
    }

    boolean struck() {
        return fault != Fault.NONE && count.get() >= at;
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        step();
        disk.createDirectory(directory);
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
        if (isNextStrike()) {
            disk.write(file, half(content));
        }
        step();
        disk.write(file, content);
    }

    @Override
    public void writeAt(Path file, long position, byte[] content) throws IOException {
        if (isNextStrike()) {
            disk.writeAt(file, position, half(content));
        }
        step();
        disk.writeAt(file, position, content);
    }

    @Override
    public void truncate(Path file, long length) throws IOException {
        step();
        disk.truncate(file, length);
    }

    @Override
    public int parallelForces() {
        return 1;
    }

    @Override
    public void force(Path file) throws IOException {
        step();
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        step();
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        step();
        disk.move(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
        step();
        disk.delete(path);
    }

    private boolean isNextStrike() {
        return fault != Fault.NONE && count.get() == at - 1;
    }

    private void step() throws IOException {
        int operation = count.incrementAndGet();
        if (fault == Fault.STOP && operation >= at) {
            throw new Stopped(operation);
        }
        if (fault == Fault.FAIL && operation == at) {
            throw new IOException("injected at operation " + operation);
        }
    }

    private static byte[] half(byte[] content) {
        return Arrays.copyOf(content, content.length / 2);
    }
}
