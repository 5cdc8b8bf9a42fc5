package io.quantmini.lake;

import java.util.Locale;

/** A layer of Parquet files: bars as they came, or bars with features. */
public enum Layer {
    BRONZE,
    SILVER;

    /** The directory of the layer, and its name in the ledger: lower case. */
    public String directory() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The layer of that directory name. */
    public static Layer named(String name) {
        for (Layer layer : values()) {
            if (layer.directory().equals(name)) {
                return layer;
            }
        }
        throw new IllegalArgumentException("[layer] expected bronze or silver, got \"" + name + "\"");
    }
}
