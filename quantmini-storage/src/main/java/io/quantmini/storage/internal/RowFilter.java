package io.quantmini.storage.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/**
 * Which rows to keep, by key and time. The predicate of {@link #pruning()} only spares row groups and pages; the rows left
 * are then tested one by one.
 *
 * @param keyColumn name of the key column; null when keys do not matter
 * @param keys UTF-8 of the keys to keep
 * @param timeColumn name of the time column; null when times do not matter
 * @param fromMicros earliest time to keep
 * @param toMicros latest time to keep
 */
record RowFilter(
        @Nullable String keyColumn,
        Set<Binary> keys,
        @Nullable String timeColumn,
        long fromMicros,
        long toMicros) {
    static final RowFilter NONE = new RowFilter(null, Set.of(), null, Long.MIN_VALUE, Long.MAX_VALUE);

    static Set<Binary> utf8(Set<String> keys) {
        Set<Binary> bytes = new HashSet<>();
        for (String key : keys) {
            bytes.add(Binary.fromConstantByteArray(key.getBytes(StandardCharsets.UTF_8)));
        }
        return bytes;
    }

    /** Whether no row is left out. */
    boolean keepsAll() {
        return keyColumn == null && timeColumn == null;
    }

    /** The last of the keys by their bytes; empty for none. */
    byte[] lastKey() {
        return keys.stream().map(Binary::getBytes).max(Arrays::compareUnsigned).orElse(new byte[0]);
    }

    boolean keepsTime(long micros) {
        return micros >= fromMicros && micros <= toMicros;
    }

    FilterCompat.Filter pruning() {
        FilterPredicate byKey = keyColumn == null ? null : FilterApi.in(FilterApi.binaryColumn(keyColumn), keys);
        FilterPredicate byTime = timeColumn == null ? null : between(timeColumn);
        if (byKey == null) {
            return byTime == null ? FilterCompat.NOOP : FilterCompat.get(byTime);
        }
        return FilterCompat.get(byTime == null ? byKey : FilterApi.and(byKey, byTime));
    }

    private FilterPredicate between(String column) {
        return FilterApi.and(
                FilterApi.gtEq(FilterApi.longColumn(column), fromMicros),
                FilterApi.ltEq(FilterApi.longColumn(column), toMicros));
    }
}
