package io.quantmini.rest;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/**
 * How time passes and chance falls, so that tests can tell both.
 *
 * @param clock what day it is
 * @param nanoTime time since some moment
 * @param random a number from 0 to its argument, exclusive
 * @param pause lets time pass
 */
record Waiting(Clock clock, LongSupplier nanoTime, LongUnaryOperator random, Pause pause) {
    /** Lets time pass. */
    interface Pause {
        void of(Duration duration) throws InterruptedException;
    }

    static Waiting system() {
        return new Waiting(
                Clock.systemUTC(),
                System::nanoTime,
                bound -> ThreadLocalRandom.current().nextLong(bound),
                // Rounded up: a token that is asked for a moment early is not there.
                duration -> Thread.sleep(duration.plusNanos(999_999).toMillis()));
    }
}
