package io.quantmini.lake;

import java.time.Instant;

/**
 * A remote object as it was when it was fetched.
 *
 * @param key its full key
 * @param size length in bytes
 * @param etag the store's entity tag, without quotes
 * @param lastModified when the store last took it
 */
public record LandedObject(String key, long size, String etag, Instant lastModified) {}
