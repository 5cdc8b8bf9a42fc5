package io.quantmini.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The threads of this module, and waiting for them. */
final class Threads {
    private Threads() {}

    static List<Thread> inflating() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("quantmini-inflate"))
                .toList();
    }

    static void assertNoneIsLeft() {
        assertThat(inflating()).isEmpty();
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
