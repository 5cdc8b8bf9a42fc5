package io.quantmini.stage;

import java.time.Instant;

/**
 * An object in a store.
 *
 * @param key its full key
 * @param bytes length
 * @param etag the store's entity tag without quotes
 * @param lastModified when the store last took it
 */
public record RemoteObject(String key, long bytes, String etag, Instant lastModified) {}
