package io.quantmini.storage.internal.page;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.junit.jupiter.api.Test;

/** Pages whose checksum holds and whose content does not. */
class DamagedPageTest {
    @Test
    void a_page_that_ends_early_is_an_error_of_the_page() throws IOException {
        PageInput four = page(1, 2, 3, 4);
        four.readInt();

        assertThatThrownBy(four::readByte)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected 1 more bytes in a page, got 0");
        assertThatThrownBy(() -> page(1, 2, 3, 4).skip(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> page(1, 2, 3).readInt()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Unpacking.split(page(0, 0, 0), FixedKind.INT32, new long[1], 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_number_of_more_than_64_bits_is_an_error() {
        assertThatThrownBy(
                        () -> page(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1).readVarint())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a number of at most 64 bits in a page");
    }

    @Test
    void runs_too_short_too_wide_or_of_nothing_are_errors() {
        int[] out = new int[8];

        assertThatThrownBy(() -> Unpacking.runs(page(3), 4, out, 8)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Unpacking.runs(page(4, 1), 8, out, 8)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Unpacking.runs(page(0, 1), 8, out, 8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected runs of at least one value in a page");
        assertThatThrownBy(() -> Unpacking.runs(page(2), 33, out, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected at most 32 bits a value in a page, got 33");
    }

    @Test
    void differences_in_impossible_blocks_or_too_few_are_errors() {
        long[] out = new long[4];

        assertThatThrownBy(() -> Unpacking.deltas(page(0, 4, 4, 0), false, out, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected 4 values in blocks, got 4 in blocks of 0");
        assertThatThrownBy(() -> Unpacking.deltas(page(8, 9, 4, 0), false, out, 4))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Unpacking.deltas(page(8, 1, 3, 0), false, out, 4))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Unpacking.deltas(page(8, 1, 4, 0, 0, 8, 1), false, out, 4))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static PageInput page(int... bytes) throws IOException {
        byte[] content = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            content[i] = (byte) bytes[i];
        }
        PageInput page = new PageInput();
        page.load(BytesInput.from(content));
        return page;
    }
}
