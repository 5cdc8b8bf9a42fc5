package io.quantmini.qlib.internal;

import java.time.LocalDate;

/**
 * Dates on which the bars of a ticker stand under an instrument.
 *
 * @param instrument as Qlib knows it, whether or not there are bars
 * @param from first date
 * @param to last date
 */
record Stay(String instrument, LocalDate from, LocalDate to) {}
