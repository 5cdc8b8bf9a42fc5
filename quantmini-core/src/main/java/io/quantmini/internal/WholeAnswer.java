package io.quantmini.internal;

import io.quantmini.lake.ConcurrentCommitException;
import java.util.function.Supplier;

/** Answers that are taken as a whole, so that nobody has seen a part of one that breaks off. */
public final class WholeAnswer {
    /** A writer that commits without a pause can overtake a question again and again, but hardly so often. */
    private static final int TRIES = 10;

    private WholeAnswer() {}

    /**
     * Asks, and asks again, on a newer state, when a commit took away what was not read yet.
     *
     * @param question asks and takes all of the answer, and gives back what it took when it fails
     * @throws ConcurrentCommitException when commits overtook the question ten times in a row
     */
    public static <T> T of(Supplier<T> question) {
        for (int attempt = 1; ; attempt++) {
            try {
                return question.get();
            } catch (ConcurrentCommitException e) {
                if (attempt == TRIES) {
                    throw e;
                }
            }
        }
    }
}
