package io.quantmini.qlib;

import io.quantmini.qlib.internal.check.DirectoryCheck;
import io.quantmini.stage.QlibInspection;
import io.quantmini.stage.QlibInspectionRequest;
import io.quantmini.stage.QlibInspector;

/**
 * Looks into a Qlib directory: the form and length of every file, the calendar, the instruments and their names, that fields
 * share their entries, that there are no infinities; what Qlib's own health check looks for; and each value against its row.
 * Holds no state. Memory holds the files of one instrument a thread, and of an instrument under several tickers the entries
 * of its rows; for options the sums of the underlyings whose roots interleave.
 */
public final class QlibValidator implements QlibInspector {
    @Override
    public QlibInspection inspect(QlibInspectionRequest request) {
        return new DirectoryCheck(request).run();
    }
}
