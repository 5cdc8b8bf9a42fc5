package io.quantmini.lake;

import io.quantmini.QuantminiException;
import org.jspecify.annotations.Nullable;

/** A partition file that cannot be written, or whose content is not what it should be. */
public final class PartitionException extends QuantminiException {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final @Nullable String key;

    /**
     * For the file at {@code path}.
     *
     * @param key the symbol, underlying or ticker at fault; null when it is the file as a whole
     * @param problem what cannot be done, what was expected and what was found
     */
    public PartitionException(String path, @Nullable String key, String problem, @Nullable Throwable cause) {
        super("[" + path + (key == null ? "" : " " + key) + "] " + problem, cause);
        this.path = path;
        this.key = key;
    }

    /** The file, as the one who met the fault knew it. */
    public String path() {
        return path;
    }

    /** The symbol, underlying or ticker at fault; null when it is the file as a whole. */
    public @Nullable String key() {
        return key;
    }
}
