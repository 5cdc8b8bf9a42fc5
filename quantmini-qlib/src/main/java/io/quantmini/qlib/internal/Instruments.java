package io.quantmini.qlib.internal;

import io.quantmini.qlib.QlibName;
import java.io.IOException;

/** Takes the instruments of a directory, one after the other. Not thread-safe. */
interface Instruments {
    /** The directory's calendar. */
    CalendarAxis axis();

    /** A place for series that wait for more rows. */
    Parking parking();

    /** Takes an instrument with at least one bar, all fields set; the series stays the caller's. */
    void instrument(QlibName name, Series series) throws IOException;

    /** Takes the name of an instrument that differs from a ticker its bars came under. */
    void alias(Alias alias);
}
