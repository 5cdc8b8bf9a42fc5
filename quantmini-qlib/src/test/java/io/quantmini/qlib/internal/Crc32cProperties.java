package io.quantmini.qlib.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.zip.CRC32C;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class Crc32cProperties {
    @Property(tries = 1000)
    void the_checksum_of_two_pieces_is_that_of_the_whole(
            @ForAll @Size(max = 300) byte[] first, @ForAll @Size(max = 300) byte[] second) {
        CRC32C whole = new CRC32C();
        whole.update(first);
        whole.update(second);
        assertThat(Crc32c.combine(of(first), of(second), second.length)).isEqualTo(whole.getValue());
    }

    @Property(tries = 20)
    void long_pieces_are_pieces_too(
            @ForAll @Size(max = 10) byte[] first, @ForAll @IntRange(min = 1 << 20, max = 1 << 24) int length) {
        byte[] second = new byte[length];
        second[length / 3] = 7;
        CRC32C whole = new CRC32C();
        whole.update(first);
        whole.update(second);
        assertThat(Crc32c.combine(of(first), of(second), length)).isEqualTo(whole.getValue());
    }

    @Property(tries = 300)
    void pieces_may_be_put_together_from_either_side(
            @ForAll @LongRange(max = 0xffffffffL) long one,
            @ForAll @LongRange(max = 0xffffffffL) long two,
            @ForAll @LongRange(max = 0xffffffffL) long three,
            @ForAll @LongRange(max = 1L << 40) long bytes) {
        long left = Crc32c.combine(Crc32c.combine(one, two, bytes), three, 5 * bytes);
        long right = Crc32c.combine(one, Crc32c.combine(two, three, 5 * bytes), 6 * bytes);
        assertThat(left).isEqualTo(right);
    }

    private static long of(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return crc.getValue();
    }
}
