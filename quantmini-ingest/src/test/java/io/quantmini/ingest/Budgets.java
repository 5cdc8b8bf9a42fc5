package io.quantmini.ingest;

import io.quantmini.profile.ExecutionMode;
import io.quantmini.profile.ResourceBudget;

/** Budgets of a machine with two threads. */
final class Budgets {
    private static final long GIB = 1L << 30;

    private Budgets() {}

    static ResourceBudget of(ExecutionMode mode) {
        return of(mode, 2 * GIB);
    }

    static ResourceBudget of(ExecutionMode mode, long heapBytes) {
        return new ResourceBudget(mode, 8 * GIB, heapBytes, 4 * GIB, GIB, 2, 4, 4);
    }
}
