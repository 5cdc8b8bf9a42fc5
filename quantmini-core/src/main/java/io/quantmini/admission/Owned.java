package io.quantmini.admission;

import java.util.ArrayDeque;
import java.util.Deque;

/** What is to be closed with its owner: last in, first out, each whatever the others do. */
final class Owned {
    private final Deque<Runnable> closings = new ArrayDeque<>();

    void add(Runnable closing) {
        closings.push(closing);
    }

    /** Closes everything; a second call has nothing left to do. */
    void close() {
        RuntimeException first = null;
        while (!closings.isEmpty()) {
            try {
                closings.pop().run();
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** Closes everything because of an error, which stays the one to be thrown. */
    <E extends RuntimeException> E closeAfter(E error) {
        try {
            close();
        } catch (RuntimeException e) {
            error.addSuppressed(e);
        }
        return error;
    }
}
