package io.quantmini.stage;

import java.time.Instant;

/**
 * An object in a store.
 *
 * @param key its full key
 * @param bytes length
 * @param etag the store's entity tag without quotes; empty when the store gives none
 * @param lastModified when the store last took it, in whole seconds
 */
public record RemoteObject(String key, long bytes, String etag, Instant lastModified) {}
