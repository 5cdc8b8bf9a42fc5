package io.quantmini.qlib.internal;

import io.quantmini.qlib.QlibName;
import java.io.IOException;
import java.util.List;

/** Takes the instruments of a directory, one after the other. Not thread-safe. */
interface Instruments {
    /** The directory's calendar. */
    CalendarAxis axis();

    /** A place for series that wait for more rows. */
    Parking parking();

    /** Takes an instrument with at least one bar, its fields as the series has them; the series stays the caller's. */
    void instrument(QlibName name, Series series, List<String> fields) throws IOException;

    /** Takes the name of an instrument that differs from a ticker its bars came under. */
    void alias(Alias alias);
}
