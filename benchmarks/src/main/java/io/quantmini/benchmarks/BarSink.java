package io.quantmini.benchmarks;

/** Takes bars as they are read, borrowed for the call. */
@FunctionalInterface
interface BarSink {
    void accept(Bars bars);
}
