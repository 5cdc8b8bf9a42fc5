package io.quantmini.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

class BitRangeProperties {
    private static final int BITS = 400;

    @Property
    void a_range_of_bits_moves_and_those_around_it_stay(
            @ForAll @IntRange(max = 130) int from,
            @ForAll @IntRange(max = 130) int to,
            @ForAll @IntRange(max = 270) int count,
            @ForAll long seed) {
        Random random = new Random(seed);
        BitSet source = BitSet.valueOf(random.longs(BITS / Long.SIZE + 1).toArray());
        BitSet target = BitSet.valueOf(random.longs(BITS / Long.SIZE + 1).toArray());

        try (BufferAllocator allocator = new RootAllocator();
                ArrowBuf in = buffer(source, (from + count + 7) / 8, allocator);
                ArrowBuf out = buffer(target, (to + count + 7) / 8, allocator)) {
            BitRange.copy(in, from, out, to, count);

            for (int bit = 0; bit < 8L * out.capacity(); bit++) {
                boolean moved = bit >= to && bit < to + count;
                assertThat(((out.getByte(bit / 8) >> (bit % 8)) & 1) == 1)
                        .as("bit %d", bit)
                        .isEqualTo(moved ? source.get(from + bit - to) : target.get(bit));
            }
        }
    }

    /** Of just as many bytes as needed. */
    private static ArrowBuf buffer(BitSet bits, int bytes, BufferAllocator allocator) {
        ArrowBuf buffer = allocator.buffer(bytes);
        ArrowBuf exact = buffer.slice(0, bytes);
        for (int bit = 0; bit < 8 * bytes; bit++) {
            int old = exact.getByte(bit / 8) & ~(1 << (bit % 8));
            exact.setByte(bit / 8, bits.get(bit) ? old | (1 << (bit % 8)) : old);
        }
        return exact;
    }
}
