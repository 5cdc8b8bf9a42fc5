package io.quantmini.ingest.inflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** DEFLATE data that breaks one rule, or only seems to: java.util.zip has the last word on each. */
class InvalidDeflateTest {
    private static final Map<String, byte[]> CASES = cases();

    static Stream<String> names() {
        return CASES.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void it_is_refused_or_accepted_as_by_java_with_or_without_bytes_after_it(String name) {
        byte[] raw = raw(name);
        for (int after : new int[] {0, 1, 8, 15, 16, 17, 100}) {
            byte[] gzip = Gzip.framed(Arrays.copyOf(raw, raw.length + after), new byte[0]);
            byte[] bare = Arrays.copyOf(gzip, 10 + raw.length);
            for (byte[] file : new byte[][] {gzip, bare}) {
                Gzip.Outcome ours = Gzip.ours(file);
                Gzip.Outcome zip = Gzip.zip(file);
                assertThat(ours.fault()).isEqualTo(zip.fault());
                assertThat(ours.startsWith(zip)).isTrue();
                if (ours.fault() != GzipFault.CORRUPT) {
                    assertThat(ours.offset()).isEqualTo(zip.offset());
                    assertThat(ours.bytes()).isEqualTo(zip.bytes());
                }
            }
        }
    }

    @Test
    void the_cases_are_both_refused_and_accepted() {
        assertThat(names().map(name ->
                        Gzip.zip(Gzip.framed(raw(name), new byte[0])).fault()))
                .contains(null, GzipFault.CORRUPT, GzipFault.CRC_MISMATCH);
    }

    private static byte[] raw(String name) {
        return Objects.requireNonNull(CASES.get(name));
    }

    private static Map<String, byte[]> cases() {
        Map<String, byte[]> cases = new LinkedHashMap<>();
        cases.put("block type 3", new RawDeflate().bits(7, 3).toByteArray());
        cases.put("stored lengths differ", new byte[] {1, 1, 0, 1, 0, 'a'});
        cases.put("nothing", fixed().endOfBlock().toByteArray());
        cases.put("a literal", fixed().symbol('a').endOfBlock().toByteArray());
        cases.put("the literal 255", fixed().symbol(255).endOfBlock().toByteArray());
        cases.put("length symbol 286", fixed().symbol('a').symbol(286).toByteArray());
        cases.put("length symbol 287", fixed().symbol('a').symbol(287).toByteArray());
        cases.put(
                "distance symbol 30",
                fixed().symbol('a').symbol(257).code(30, 5).toByteArray());
        cases.put(
                "distance symbol 31",
                fixed().symbol('a').symbol(257).code(31, 5).toByteArray());
        cases.put("distance 1", fixed().symbol('a').match(258, 1).endOfBlock().toByteArray());
        cases.put(
                "distance 2 after one byte",
                fixed().symbol('a').match(3, 2).endOfBlock().toByteArray());
        cases.put("distance at once", fixed().match(3, 1).endOfBlock().toByteArray());
        cases.put(
                "symbol 284 for 258",
                fixed().symbol('a')
                        .symbol(284)
                        .bits(31, 5)
                        .code(0, 5)
                        .endOfBlock()
                        .toByteArray());
        cases.put("287 literals", new RawDeflate().dynamic(287, 1, 0, 0, 1, 1).toByteArray());
        cases.put("31 distances", new RawDeflate().dynamic(257, 31, 0, 0, 1, 1).toByteArray());
        cases.put(
                "no code of widths",
                new RawDeflate().dynamic(257, 1, 0, 0, 0, 0).toByteArray());
        cases.put(
                "one code of widths",
                new RawDeflate().dynamic(257, 1, 0, 0, 1, 0).toByteArray());
        cases.put(
                "too many codes of widths",
                new RawDeflate().dynamic(257, 1, 1, 1, 1, 0).toByteArray());
        cases.put(
                "too few codes of widths",
                new RawDeflate().dynamic(257, 1, 2, 2, 2, 0).toByteArray());
        cases.put(
                "repeat at first",
                new RawDeflate().dynamic(257, 1, 1, 0, 1, 0).code(0, 1).toByteArray());
        cases.put(
                "repeat past the end",
                zeros(widths(), 138, 100).code(7, 3).bits(127, 7).toByteArray());
        cases.put("no end of block", zeros(widths(), 138, 120).toByteArray());
        // literal codes: only the end of block, one bit; no distance
        cases.put(
                "one literal code, no distances", one(widths(), 1, 0).code(0, 1).toByteArray());
        cases.put(
                "one literal code, the other bit",
                one(widths(), 1, 0).code(1, 1).toByteArray());
        cases.put("one literal code of two bits", one(widths(), 2, 0).code(0, 2).toByteArray());
        cases.put("one distance of two bits", one(widths(), 1, 2).code(0, 1).toByteArray());
        for (int bit = 0; bit < 2; bit++) {
            cases.put(
                    "one distance, bit " + bit,
                    lengths(1).code(0, 2).code(1, 1).code(bit, 1).code(1, 2).toByteArray());
            cases.put(
                    "no distance, bit " + bit,
                    lengths(0).code(0, 2).code(1, 1).code(bit, 1).code(1, 2).toByteArray());
        }
        return cases;
    }

    private static RawDeflate fixed() {
        return new RawDeflate().fixed(true);
    }

    /** Widths 0, 1 and 2 and the long run of zeros have codes: 0 is 00, 1 is 01, 2 is 10, 18 is 110, 16 is 1110, 17 is 1111. */
    private static RawDeflate widths() {
        return new RawDeflate().dynamic(258, 1, 4, 4, 3, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 2);
    }

    private static RawDeflate zeros(RawDeflate raw, int... runs) {
        for (int run : runs) {
            raw.code(6, 3).bits(run - 11, 7);
        }
        return raw;
    }

    /** 256 has a code of {@code literal} bits, the one distance a code of {@code distance} bits. */
    private static RawDeflate one(RawDeflate raw, int literal, int distance) {
        return zeros(raw, 138, 118).code(literal, 2).code(0, 2).code(distance, 2);
    }

    /** 'a' is 00, the end of block 01, length 3 is 1; the one distance a code of {@code distance} bits. */
    private static RawDeflate lengths(int distance) {
        return zeros(widths(), 97)
                .code(2, 2)
                .code(6, 3)
                .bits(138 - 11, 7)
                .code(6, 3)
                .bits(20 - 11, 7)
                .code(2, 2)
                .code(1, 2)
                .code(distance, 2);
    }
}
