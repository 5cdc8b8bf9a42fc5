package io.quantmini.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** Lines are written, then the file is hurt. */
final class ChainedLogTest {
    private Path file = Path.of("");
    private ChainedLog log = new ChainedLog(file, new FaultyDisk());

    @BeforeProperty
    void open() throws IOException {
        file = Files.createTempFile("ledger", ".jsonl");
        log = new ChainedLog(file, new FaultyDisk());
    }

    @AfterProperty
    void delete() throws IOException {
        Files.delete(file);
    }

    @Property(tries = 100)
    void lines_come_back_in_order_from_any_position(@ForAll("texts") List<String> texts) throws IOException {
        ChainedLog.Position middle = write(texts.subList(0, texts.size() / 2), ChainedLog.Position.START);
        ChainedLog.Position end = write(texts.subList(texts.size() / 2, texts.size()), middle);

        ChainedLog.Tail all = log.readAfter(ChainedLog.Position.START);
        assertThat(all.lines()).hasSize(texts.size());
        assertThat(all.end()).isEqualTo(end);
        assertThat(all.torn()).isZero();
        assertThat(log.readAfter(middle).lines()).isEqualTo(all.lines().subList(texts.size() / 2, texts.size()));
        assertThat(log.continues(middle)).isTrue();
        assertThat(log.continues(end)).isTrue();
    }

    @Property(tries = 150)
    void a_file_cut_anywhere_gives_its_whole_lines_and_takes_new_ones(
            @ForAll("texts") List<String> texts, @ForAll("shares") double share) throws IOException {
        write(texts, ChainedLog.Position.START);
        byte[] bytes = Files.readAllBytes(file);
        int length = (int) (share * bytes.length);
        Files.write(file, Arrays.copyOf(bytes, length));

        ChainedLog.Tail left = log.readAfter(ChainedLog.Position.START);
        long whole = new String(bytes, 0, length, StandardCharsets.UTF_8)
                .chars()
                .filter(c -> c == '\n')
                .count();
        assertThat(left.lines()).hasSize((int) whole);
        assertThat(left.end().bytes() + left.torn()).isEqualTo(length);

        log.cut(left.end());
        log.append(left.end(), "{\"after\":1}");
        assertThat(log.readAfter(ChainedLog.Position.START).lines()).hasSize((int) whole + 1);
    }

    @Property(tries = 300)
    void a_flipped_bit_is_found_in_any_line(
            @ForAll("texts") List<String> texts, @ForAll("shares") double share, @ForAll("bits") int bit)
            throws IOException {
        write(texts, ChainedLog.Position.START);
        byte[] bytes = Files.readAllBytes(file);
        int at = (int) (share * (bytes.length - 1));
        bytes[at] ^= (byte) (1 << bit);
        Files.write(file, bytes);
        long line = 1
                + new String(bytes, 0, at, StandardCharsets.ISO_8859_1)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();

        assertThatThrownBy(() -> log.readAfter(ChainedLog.Position.START))
                .isInstanceOfSatisfying(
                        LakeException.class, e -> assertThat(e.line()).isEqualTo(line));
    }

    @Property(tries = 100)
    void a_last_line_with_zeros_where_it_was_not_written_is_torn(
            @ForAll("texts") List<String> texts, @ForAll("shares") double from, @ForAll("shares") double to)
            throws IOException {
        ChainedLog.Position before = write(texts.subList(0, texts.size() - 1), ChainedLog.Position.START);
        write(texts.subList(texts.size() - 1, texts.size()), before);
        byte[] bytes = Files.readAllBytes(file);
        int start = (int) before.bytes();
        int first = start + (int) (Math.min(from, to) * (bytes.length - start - 2));
        int end = first + 2 + (int) (Math.max(from, to) * (bytes.length - first - 2));
        Arrays.fill(bytes, first, end, (byte) 0);
        Files.write(file, bytes);

        ChainedLog.Tail left = log.readAfter(ChainedLog.Position.START);
        assertThat(left.end()).isEqualTo(before);
        assertThat(left.torn()).isEqualTo(bytes.length - start);
    }

    @Property(tries = 50)
    void a_lost_line_is_found_when_more_than_one_follows(
            @ForAll("texts") List<String> texts, @ForAll("shares") double share) throws IOException {
        write(texts, ChainedLog.Position.START);
        List<String> lines = Files.readAllLines(file);
        if (lines.size() < 3) {
            return;
        }
        int lost = Math.min((int) (share * (lines.size() - 2)), lines.size() - 3);
        lines.remove(lost);
        Files.writeString(file, String.join("\n", lines) + "\n");

        assertThatThrownBy(() -> log.readAfter(ChainedLog.Position.START))
                .isInstanceOfSatisfying(
                        LakeException.class, e -> assertThat(e.line()).isEqualTo(lost + 1));
    }

    @Property(tries = 30)
    void another_file_in_its_place_does_not_continue_it(@ForAll("texts") List<String> texts) throws IOException {
        ChainedLog.Position end = write(texts, ChainedLog.Position.START);
        Files.write(file, new byte[0]);
        write(List.of("{\"other\":\"" + "x".repeat((int) end.bytes()) + "\"}"), ChainedLog.Position.START);

        assertThat(log.continues(end)).isFalse();
    }

    private ChainedLog.Position write(List<String> texts, ChainedLog.Position start) throws IOException {
        if (start.bytes() == 0) {
            Files.write(file, new byte[0]);
        }
        ChainedLog.Position position = start;
        for (String text : texts) {
            position = log.append(position, text);
        }
        return position;
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return Arbitraries.strings()
                .withChars("aé{}:,\"c r")
                .ofMaxLength(20)
                .map(text -> "{\"t\":\"" + text.replace("\"", "\\\"") + "\"}")
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    @Provide
    Arbitrary<Double> shares() {
        return Arbitraries.doubles().between(0, 1);
    }

    @Provide
    Arbitrary<Integer> bits() {
        return Arbitraries.integers().between(0, 7);
    }
}
