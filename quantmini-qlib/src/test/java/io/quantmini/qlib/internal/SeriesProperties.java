package io.quantmini.qlib.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;

class SeriesProperties {
    @Property(tries = 300)
    void bars_in_any_order_give_the_bytes_of_qlib(
            @ForAll @Size(min = 1, max = 40) @UniqueElements List<@IntRange(max = 5000) Integer> entries,
            @ForAll @Size(min = 1, max = 5) @UniqueElements List<@IntRange(max = 5000) Integer> earlier) {
        Series series = new Series(2, true);
        fill(series, earlier);
        series.clear();
        fill(series, entries);
        assertThat(series.bytes(0)).isEqualTo(expected(entries, 1));
        assertThat(series.bytes(1)).isEqualTo(expected(entries, 2));
    }

    @Property(tries = 300)
    void a_parked_series_goes_on_where_it_stopped(
            @ForAll @Size(min = 2, max = 40) @UniqueElements List<@IntRange(max = 5000) Integer> entries,
            @ForAll @IntRange(max = 40) int cut) {
        Series series = new Series(2, true);
        int half = Math.min(cut, entries.size());
        fill(series, entries.subList(0, half));
        ByteBuffer parked = series.park();
        series.clear();
        series.restore(parked);
        fill(series, entries.subList(half, entries.size()));
        assertThat(series.bytes(0)).isEqualTo(expected(entries, 1));
        for (int entry : entries) {
            assertThat(series.close(entry)).isEqualTo(entry / 3.0);
            assertThat(series.open(entry)).as("a second bar at %d", entry).isFalse();
        }
        assertThat(series.close(5001)).isNaN();
    }

    private static void fill(Series series, List<Integer> entries) {
        for (int entry : entries) {
            assertThat(series.open(entry)).isTrue();
            series.set(0, entry, entry + 0.5);
            series.set(1, entry, 2 * (entry + 0.5));
            series.setClose(entry, entry / 3.0);
        }
    }

    /** Written down plainly, as Qlib's own dump does. */
    private static ByteBuffer expected(List<Integer> entries, int times) {
        SortedSet<Integer> sorted = new TreeSet<>(entries);
        ByteBuffer bytes = ByteBuffer.allocate(4 * (sorted.last() - sorted.first() + 2))
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(sorted.first());
        for (int entry = sorted.first(); entry <= sorted.last(); entry++) {
            bytes.putFloat(sorted.contains(entry) ? (float) (times * (entry + 0.5)) : Float.NaN);
        }
        return bytes.flip();
    }
}
