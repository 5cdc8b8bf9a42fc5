package io.quantmini.ingest;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Chunks of one byte each, then something; remembers who fetched them. */
final class ScriptedText implements TextSource {
    private final int chunks;
    private BooleanSupplier then = () -> false;
    private final byte[] bytes = {'x'};
    private int fetched;
    private int to;

    final Set<Thread> fetchers = Collections.synchronizedSet(new HashSet<>());
    volatile int closings;

    private ScriptedText(int chunks) {
        this.chunks = chunks;
    }

    static ScriptedText chunks(int chunks) {
        return new ScriptedText(chunks);
    }

    /** What happens after the last chunk: one more, the end, or a fault. */
    ScriptedText then(BooleanSupplier last) {
        then = last;
        return this;
    }

    /** Waits until so many chunks were fetched. */
    synchronized void awaitFetched(int count) {
        while (fetched < count) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    synchronized int fetched() {
        return fetched;
    }

    @Override
    public boolean advance(int keep) {
        if (closings > 0) {
            throw new AssertionError("closed");
        }
        fetchers.add(Thread.currentThread());
        boolean more = fetched() < chunks || then.getAsBoolean();
        to = more ? 1 : 0;
        synchronized (this) {
            fetched += to;
            notifyAll();
        }
        return more;
    }

    @Override
    public byte[] buffer() {
        return bytes;
    }

    @Override
    public int from() {
        return 0;
    }

    @Override
    public int to() {
        return to;
    }

    @Override
    public int maxLength() {
        return 2_000;
    }

    @Override
    public long bytesIn() {
        return fetched();
    }

    @Override
    public long bytesOut() {
        return fetched();
    }

    @Override
    public long trailerCrc() {
        return 0;
    }

    @Override
    public void close() {
        closings++;
    }
}
