package io.quantmini.feature;

import java.util.Locale;

/** In which arithmetic a set is computed, and when a value is null. */
public enum Precision {
    /** Double arithmetic, columns DOUBLE; null until a window holds its full count of values. */
    DOUBLE,
    /** Qlib's arithmetic, columns FLOAT: leaves are float32, windows take what is there. */
    QLIB;

    /** Name in files and fingerprints: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
