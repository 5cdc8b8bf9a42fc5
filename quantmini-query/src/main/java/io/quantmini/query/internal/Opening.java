package io.quantmini.query.internal;

import io.quantmini.batch.BatchStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A stream that is opened once, by whoever comes first. Owned by this until it is taken. Safe for use by several threads. */
final class Opening implements Runnable {
    private enum State {
        NEW,
        RUNNING,
        DONE,
        TAKEN
    }

    private final Supplier<? extends BatchStream> source;
    private State state = State.NEW;
    private @Nullable BatchStream stream;
    private @Nullable RuntimeException failure;
    private @Nullable Error error;

    Opening(Supplier<? extends BatchStream> source) {
        this.source = source;
    }

    /** Opens the stream, unless that was begun or is not wanted any more. */
    @Override
    public void run() {
        synchronized (this) {
            if (state != State.NEW) {
                return;
            }
            state = State.RUNNING;
        }
        BatchStream opened = null;
        RuntimeException thrown = null;
        Error fatal = null;
        try {
            opened = source.get();
        } catch (RuntimeException e) {
            thrown = e;
        } catch (Error e) {
            fatal = e;
        }
        synchronized (this) {
            stream = opened;
            failure = thrown;
            error = fatal;
            state = State.DONE;
            notifyAll();
        }
    }

    synchronized boolean isRunning() {
        return state == State.RUNNING;
    }

    /** The stream, the caller's from now on; it waits for whoever opens it. */
    synchronized BatchStream take() {
        await();
        BatchStream opened = stream;
        stream = null;
        boolean first = state == State.DONE;
        state = State.TAKEN;
        if (failure != null) {
            throw failure;
        }
        if (error != null) {
            throw error;
        }
        if (opened == null || !first) {
            throw new IllegalStateException("[query] expected a stream to be opened and taken once");
        }
        return opened;
    }

    /** Closes the stream if nobody took it; waits for whoever opens it. */
    void abandon() {
        BatchStream opened;
        synchronized (this) {
            await();
            state = State.TAKEN;
            opened = stream;
            stream = null;
        }
        if (opened != null) {
            opened.close();
        }
    }

    /** Files are opened in milliseconds, and what is open has to be closed: an interrupt waits until then. */
    private synchronized void await() {
        boolean interrupted = false;
        while (state == State.RUNNING) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
