package io.quantmini.lake;

/**
 * A remote object that could not be had when it was last looked for.
 *
 * @param key its full key
 * @param status 404 when the store had no such object long after it was due, 403 when it refused this one alone
 */
public record AbsentObject(String key, int status) {}
