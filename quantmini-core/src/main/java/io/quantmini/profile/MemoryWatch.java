package io.quantmini.profile;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Samples until closed. Made by {@link MemoryMonitor#watch}; its thread is a daemon and does not keep the JVM alive. */
public final class MemoryWatch implements AutoCloseable {
    private final MemoryMonitor monitor;
    private final long intervalNanos;
    private final Consumer<MemorySample> listener;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable RuntimeException failure;

    private MemoryWatch(MemoryMonitor monitor, Duration interval, Consumer<MemorySample> listener) {
        this.monitor = monitor;
        this.intervalNanos = interval.toNanos();
        this.listener = listener;
        this.thread = new Thread(this::run, "quantmini-memory-watch");
        this.thread.setDaemon(true);
    }

    static MemoryWatch start(MemoryMonitor monitor, Duration interval, Consumer<MemorySample> listener) {
        if (interval.isZero() || interval.isNegative()) {
            throw new IllegalArgumentException("[memory watch] expected a positive interval, got " + interval);
        }
        MemoryWatch watch = new MemoryWatch(monitor, interval, listener);
        watch.thread.start();
        return watch;
    }

    private void run() {
        try {
            PressureLevel before = null;
            do {
                MemorySample sample = monitor.sample();
                if (sample.level() != before) {
                    before = sample.level();
                    listener.accept(sample);
                }
            } while (!closing.await(intervalNanos, TimeUnit.NANOSECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException thrown) {
            failure = thrown;
        }
    }

    /**
     * Ends the watch and waits for a running call of the listener, unless it is the listener that closes.
     *
     * @throws RuntimeException the one that ended the watch early, if any
     */
    @Override
    public void close() {
        closing.countDown();
        if (Thread.currentThread() != thread) {
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        RuntimeException thrown = failure;
        if (thrown != null) {
            failure = null;
            throw thrown;
        }
    }
}
