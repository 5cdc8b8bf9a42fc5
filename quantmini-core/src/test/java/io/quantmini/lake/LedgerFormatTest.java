package io.quantmini.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class LedgerFormatTest {
    private static final LedgerEntry ENTRY = new LedgerEntry(
            1,
            "00112233445566778899aabb",
            LedgerOp.PUBLISH,
            "stocks_minute",
            Layer.BRONZE,
            List.of(new SessionEntry(LocalDate.of(2025, 1, 2), "k.csv.gz", 12, "e", 0xabcL, 10, 7, 1, 1, 1)),
            "in",
            null,
            new FileTotals(1, 99, 7, "metadata/manifests/00112233445566778899aabb.tsv", 0xffffffffL),
            List.of("ffeeddccbbaa998877665544"),
            null,
            1,
            "quantmini 0.1.0",
            Instant.parse("2025-01-03T10:00:00.123Z"));

    @Test
    void keys_stand_in_a_fixed_order() {
        assertThat(LedgerFormat.write(ENTRY))
                .isEqualTo("{\"v\":1,\"unit\":\"00112233445566778899aabb\",\"op\":\"publish\","
                        + "\"dataset\":\"stocks_minute\",\"layer\":\"bronze\",\"sessions\":[{\"date\":\"2025-01-02\","
                        + "\"key\":\"k.csv.gz\",\"size\":12,\"etag\":\"e\",\"crc32\":\"00000abc\",\"read\":10,"
                        + "\"published\":7,\"quarantined\":1,\"duplicates\":1,\"blank\":1}],\"inputs\":\"in\","
                        + "\"set\":null,\"files\":{\"count\":1,\"bytes\":99,\"rows\":7,"
                        + "\"manifest\":\"metadata/manifests/00112233445566778899aabb.tsv\",\"crc32c\":\"ffffffff\"},"
                        + "\"removed\":[\"ffeeddccbbaa998877665544\"],\"reason\":null,\"schema\":1,"
                        + "\"writer\":\"quantmini 0.1.0\",\"time\":\"2025-01-03T10:00:00.123Z\"}");
    }

    @Property(tries = 300)
    void an_entry_comes_back_from_its_line(@ForAll("entries") LedgerEntry entry) {
        String line = LedgerFormat.write(entry);

        assertThat(line).doesNotContain("\n");
        assertThat(LedgerFormat.read(line)).isEqualTo(entry);
    }

    @Test
    void unknown_keys_are_skipped_and_a_later_version_is_refused() {
        String line = LedgerFormat.write(ENTRY);

        assertThat(LedgerFormat.read(line.replace("\"schema\":1", "\"schema\":1,\"new\":{\"a\":[1]}")))
                .isEqualTo(ENTRY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LedgerFormat.read(line.replace("\"v\":1", "\"v\":2")))
                .withMessageContaining("expected version 1, got 2");
    }

    @Test
    void a_missing_or_wrong_value_is_an_error_that_names_it() {
        String line = LedgerFormat.write(ENTRY);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> LedgerFormat.read(line.replace("\"read\":10", "\"read\":\"ten\"")))
                .withMessageContaining("\"read\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LedgerFormat.read(line.replace("\"unit\"", "\"nit\"")))
                .withMessageContaining("\"unit\"");
        assertThatIllegalArgumentException().isThrownBy(() -> LedgerFormat.read(line.replace("publish\"", "push\"")));
        assertThatIllegalArgumentException().isThrownBy(() -> LedgerFormat.read(line.replace("00000abc", "xyz")));
        assertThatIllegalArgumentException().isThrownBy(() -> LedgerFormat.read(line.replace("2025-01-02", "2025-1")));
        assertThatIllegalArgumentException().isThrownBy(() -> LedgerFormat.read("{"));
    }

    @Provide
    Arbitrary<LedgerEntry> entries() {
        Arbitrary<String> texts = Arbitraries.strings().ofMaxLength(12).filter(LedgerFormatTest::isUnicode);
        Arbitrary<Long> counts = Arbitraries.longs().greaterOrEqual(0);
        Arbitrary<Long> crcs = Arbitraries.longs().between(0, 0xffffffffL);
        Arbitrary<SessionEntry> sessions = Combinators.combine(
                        Arbitraries.integers().between(12_000, 30_000), texts, texts, crcs, counts, counts)
                .as((day, key, etag, crc, read, size) -> new SessionEntry(
                        LocalDate.ofEpochDay(day), key, size, etag, crc, read, size, read, size, read));
        Arbitrary<FileTotals> files =
                Combinators.combine(counts, texts, crcs).as((n, path, crc) -> new FileTotals(n, n, n, path, crc));
        return Combinators.combine(
                        sessions.list().ofMaxSize(3),
                        files.injectNull(0.3),
                        texts.injectNull(0.3),
                        texts.list().ofMaxSize(3),
                        Arbitraries.of(LedgerOp.values()),
                        Arbitraries.of(Layer.values()))
                .as((list, totals, text, removed, op, layer) -> new LedgerEntry(
                        1,
                        "unit",
                        op,
                        "dataset",
                        layer,
                        list,
                        "inputs",
                        text,
                        totals,
                        removed,
                        text,
                        3,
                        "writer",
                        Instant.ofEpochMilli(1_700_000_000_000L + list.size())));
    }

    /** JSON is UTF-8, which has no place for half of a surrogate pair. */
    private static boolean isUnicode(String text) {
        return text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
    }
}
