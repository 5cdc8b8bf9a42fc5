package io.quantmini.qlib.internal;

/**
 * Calendar entries from one bar of an instrument to another.
 *
 * @param start first entry
 * @param end last entry
 */
record BarSpan(int start, int end) {}
