package io.quantmini;

import org.jspecify.annotations.Nullable;

/**
 * Work that does not fit what it was granted: off-heap memory, threads, disk space. Doing it again with the same limits
 * fails again; the message says which limit to raise.
 */
public final class ResourceLimitException extends QuantminiException {
    private static final long serialVersionUID = 1L;

    private final String resource;
    private final long limit;
    private final long needed;

    /** Of the resource by its name and unit, for example {@code off-heap bytes}, what is allowed and what is needed. */
    public ResourceLimitException(String resource, long limit, long needed, String message) {
        this(resource, limit, needed, message, null);
    }

    /** As above, with the error underneath. */
    public ResourceLimitException(String resource, long limit, long needed, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.resource = resource;
        this.limit = limit;
        this.needed = needed;
    }

    /** What ran out, with its unit. */
    public String resource() {
        return resource;
    }

    /** How much was granted, in the unit of {@link #resource()}. */
    public long limit() {
        return limit;
    }

    /** How much the work needs, in the unit of {@link #resource()}; -1 when it is not known. */
    public long needed() {
        return needed;
    }
}
