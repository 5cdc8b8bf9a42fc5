package io.quantmini.lake;

import java.time.LocalDate;

/**
 * One session of a unit: the file it came from and the account of its rows.
 *
 * @param date the session
 * @param key what the file is called at its source; empty for rows made from other units
 * @param size length of the file
 * @param etag what its source calls this version of it; of rows made from other units a digest of all that decides them,
 *     so that equal digests mean equal rows, whatever unit they are in; empty where there is no such thing
 * @param crc32 CRC-32 of its content as the gzip trailer has it, unsigned in the low 32 bits
 * @param read records after the header
 * @param published rows in the unit's files
 * @param quarantined rows refused
 * @param duplicates rows equal to another one
 * @param blank blank lines
 */
public record SessionEntry(
        LocalDate date,
        String key,
        long size,
        String etag,
        long crc32,
        long read,
        long published,
        long quarantined,
        long duplicates,
        long blank) {
    /** Rows made from other units, such as features: nothing to account for but their number. */
    public static SessionEntry derived(LocalDate date, long rows) {
        return derived(date, rows, "");
    }

    /** As {@link #derived(LocalDate, long)}, with the digest of all that decides these rows. */
    public static SessionEntry derived(LocalDate date, long rows, String digest) {
        return new SessionEntry(date, "", 0, digest, 0, rows, rows, 0, 0, 0);
    }

    /** Whether every record that was read went somewhere. */
    public boolean addsUp() {
        return read == published + quarantined + duplicates + blank;
    }

    /** Whether the other one came from the same version of the same file. */
    public boolean sameSource(SessionEntry other) {
        return key.equals(other.key) && size == other.size && etag.equals(other.etag) && crc32 == other.crc32;
    }
}
