package io.quantmini.storage.internal.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.values.bytestreamsplit.ByteStreamSplitValuesReaderForDouble;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesReader;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;

/** What is encoded here, decoded by parquet-java. */
class PageEncodingProperties {
    @Property
    void runs_and_groups_come_back(@ForAll("stretches") int[] values, @ForAll @IntRange(min = 0, max = 31) int width)
            throws IOException {
        int[] narrow =
                Arrays.stream(values).map(value -> value & (1 << width) - 1).toArray();
        PageBytes out = dirty();
        RunLengths.encode(narrow, narrow.length, width, out);

        RunLengthBitPackingHybridDecoder decoder =
                new RunLengthBitPackingHybridDecoder(width, new ByteArrayInputStream(out.array(), 0, out.size()));
        for (int value : narrow) {
            assertThat(decoder.readInt()).isEqualTo(value);
        }
    }

    @Property
    void differences_of_64_bits_come_back(@ForAll("longs") long[] values) throws IOException {
        PageBytes out = dirty();
        new DeltaBinaryPacked().encode(values, values.length, false, out);

        DeltaBinaryPackingValuesReader reader = new DeltaBinaryPackingValuesReader();
        reader.initFromPage(values.length, stream(out));
        for (long value : values) {
            assertThat(reader.readLong()).isEqualTo(value);
        }
    }

    @Property
    void differences_of_32_bits_come_back(@ForAll @Size(min = 1, max = 600) int[] values) throws IOException {
        PageBytes out = dirty();
        new DeltaBinaryPacked().encode(Arrays.stream(values).asLongStream().toArray(), values.length, true, out);

        DeltaBinaryPackingValuesReader reader = new DeltaBinaryPackingValuesReader();
        reader.initFromPage(values.length, stream(out));
        for (int value : values) {
            assertThat(reader.readInteger()).isEqualTo(value);
        }
    }

    @Property
    void split_bytes_come_back(@ForAll("longs") long[] values) throws IOException {
        PageBytes out = dirty();
        FixedEncoder.split(FixedKind.DOUBLE, values, values.length, out);

        ByteStreamSplitValuesReaderForDouble reader = new ByteStreamSplitValuesReaderForDouble();
        reader.initFromPage(values.length, stream(out));
        for (long value : values) {
            assertThat(Double.doubleToRawLongBits(reader.readDouble())).isEqualTo(value);
        }
    }

    @Property
    void numbers_of_a_dictionary_lead_back_to_the_values(@ForAll("longs") long[] values) {
        LongDictionary dictionary = new LongDictionary();
        int[] indexes = new int[values.length];
        for (int round = 0; round < 2; round++) {
            dictionary.clear();
            assertThat(dictionary.number(values, values.length, indexes, values.length))
                    .isTrue();

            assertThat(dictionary.size())
                    .isEqualTo((int) Arrays.stream(values).distinct().count());
            assertThat(Arrays.stream(indexes).mapToLong(index -> dictionary.values()[index]))
                    .containsExactly(Arrays.stream(values).boxed().toArray(Long[]::new));
        }
    }

    @Provide
    Arbitrary<int[]> stretches() {
        return Arbitraries.integers()
                .tuple2()
                .list()
                .ofMaxSize(40)
                .map(pairs -> pairs.stream()
                        .flatMapToInt(pair ->
                                java.util.stream.IntStream.generate(pair::get1).limit(Math.floorMod(pair.get2(), 30)))
                        .toArray());
    }

    @Provide
    Arbitrary<long[]> longs() {
        Arbitrary<Long> near = Arbitraries.longs().between(-1000, 1000).map(value -> value * 60_000_000);
        return Arbitraries.oneOf(
                near.array(long[].class).ofMinSize(1).ofMaxSize(600),
                Arbitraries.longs().array(long[].class).ofMinSize(1).ofMaxSize(600));
    }

    /** Old bytes must not shine through. */
    private static PageBytes dirty() {
        PageBytes bytes = new PageBytes();
        int start = bytes.extend(20_000);
        Arrays.fill(bytes.array(), start, bytes.size(), (byte) 0xff);
        bytes.clear();
        return bytes;
    }

    private static ByteBufferInputStream stream(PageBytes bytes) {
        return ByteBufferInputStream.wrap(ByteBuffer.wrap(bytes.array(), 0, bytes.size()));
    }
}
