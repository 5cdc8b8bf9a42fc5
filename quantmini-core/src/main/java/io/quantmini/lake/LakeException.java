package io.quantmini.lake;

import io.quantmini.QuantminiException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A lake that cannot be used as it stands on disk: an unusable directory, a damaged ledger, manifest or intent. */
public final class LakeException extends QuantminiException {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final long line;

    LakeException(Path path, String problem, @Nullable Throwable cause) {
        super("[" + path + "] " + problem, cause);
        this.path = path.toString();
        this.line = 0;
    }

    LakeException(Path path, long line, String problem, @Nullable Throwable cause) {
        super("[" + path + ":" + line + "] " + problem, cause);
        this.path = path.toString();
        this.line = line;
    }

    /** The file or directory at fault. */
    public String path() {
        return path;
    }

    /** The line at fault, counted from 1; 0 when it is not about a line. */
    public long line() {
        return line;
    }
}
