package io.quantmini.lake;

import io.quantmini.market.TradingCalendar;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The file system, but one operation goes wrong, or all that need space from one on. A write that goes wrong has written
 * half. Forcing is only counted: without a power cut nobody can tell, and tests are faster. Part of the test jar.
 */
public class FaultyDisk implements FileOperations {
    /** What goes wrong. */
    public enum Fault {
        /** Nothing does. */
        NONE,
        /** The operation fails, and the program goes on. */
        FAIL,
        /** From that operation on the disk is full: whatever needs space fails, until there is room again. */
        FULL,
        /** The program ends there, as if killed: no operation works any more. */
        STOP
    }

    /** The end of a killed program. */
    public static final class Stopped extends Error {
        private static final long serialVersionUID = 1L;

        Stopped(int operation) {
            super("stopped at operation " + operation);
        }
    }

    private final FileOperations disk = new LocalFileOperations();
    private final Fault fault;
    private final int at;
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean room;

    /** A disk where nothing goes wrong. */
    public FaultyDisk() {
        this(Fault.NONE, 0);
    }

    /** A disk where the operation of that number, counted from 1, goes wrong. */
    public FaultyDisk(Fault fault, int at) {
        this.fault = fault;
        this.at = at;
    }

    /** The lake in that directory, on this disk. */
    public final Lake lake(Path root, TradingCalendar calendar) {
        return Lake.at(root, calendar, Clock.systemUTC(), this);
    }

    public final boolean struck() {
        return fault != Fault.NONE && count.get() >= at;
    }

    /** How many operations there were. */
    public final int operations() {
        return count.get();
    }

    /** Ends the shortage of a full disk. */
    public final void makeRoom() {
        room = true;
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        stepThatTakesSpace();
        disk.createDirectory(directory);
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
        if (isNextStrike()) {
            disk.write(file, half(content));
        }
        stepThatTakesSpace();
        disk.write(file, content);
    }

    @Override
    public void writeAt(Path file, long position, byte[] content) throws IOException {
        if (isNextStrike()) {
            disk.writeAt(file, position, half(content));
        }
        stepThatTakesSpace();
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
        stepThatTakesSpace();
        disk.move(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
        step();
        disk.delete(path);
    }

    private boolean isNextStrike() {
        return isFull(count.get() + 1) || fault != Fault.NONE && fault != Fault.FULL && count.get() == at - 1;
    }

    private boolean isFull(int operation) {
        return fault == Fault.FULL && operation >= at && !room;
    }

    /** A rename may, for the directory it adds a name to. */
    private void stepThatTakesSpace() throws IOException {
        step();
        if (isFull(count.get())) {
            throw new IOException("No space left on device");
        }
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
