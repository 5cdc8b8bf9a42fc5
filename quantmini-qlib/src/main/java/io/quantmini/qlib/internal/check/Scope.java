package io.quantmini.qlib.internal.check;

import io.quantmini.qlib.internal.Contents;
import io.quantmini.stage.QlibRequest;
import java.util.List;

/**
 * What all checks of one directory share.
 *
 * @param wanted what the directory should hold
 * @param timeline its calendar
 * @param findings so far, added to
 */
record Scope(QlibRequest wanted, Timeline timeline, Findings findings) {
    static Scope of(QlibRequest wanted) {
        return new Scope(wanted, Timeline.of(wanted), new Findings());
    }

    /** Fields of an instrument. */
    List<String> fields(String instrument) {
        return Contents.isContract(instrument) && !wanted.contracts().isEmpty()
                ? wanted.contracts().fields()
                : wanted.fields();
    }
}
