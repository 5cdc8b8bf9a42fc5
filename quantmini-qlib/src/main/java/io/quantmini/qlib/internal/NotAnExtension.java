package io.quantmini.qlib.internal;

/** Tells that what a directory holds does not stand as it is, so that it must be written anew. Nobody sees it. */
final class NotAnExtension extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotAnExtension(String why) {
        super(why, null, false, false);
    }
}
