package io.quantmini.qlib.internal;

/**
 * What a Qlib directory was made from, in digests.
 *
 * @param content of everything the content depends on
 * @param sessions how many its calendar has
 * @param rows of everything that its instruments depend on, lists of members apart: a request whose {@link Inputs} have the
 *     same for that many sessions extends the directory
 */
public record Stamp(String content, int sessions, String rows) {}
