package io.quantmini.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import io.quantmini.stage.RowFault;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** The column passes against the rules by the letter. */
class ColumnRulesProperties {
    private static final int ROWS = 300;
    private static final LocalDate SESSION = LocalDate.of(2024, 3, 11);
    private static final double[] NUMBERS = {
        0,
        -0.0,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        1,
        Math.nextUp(1.0),
        -1,
        0x1p53,
        Math.nextUp(0x1p53),
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN,
        Double.longBitsToDouble(-1),
        Double.longBitsToDouble(Long.MAX_VALUE)
    };

    @Property(tries = 200)
    void no_faulty_row_goes_undoubted_and_no_sound_one_is_doubted_but_for_minus_zero(@ForAll long seed) {
        Random random = new Random(seed);
        Dataset dataset = random.nextBoolean() ? Dataset.STOCKS_DAILY : Dataset.STOCKS_MINUTE;
        MarketRules rules = new MarketRules(dataset, SESSION);
        RowDoubts doubts = new RowDoubts(rules.starts());
        CandidateBlock block = new CandidateBlock(dataset);
        load(block, random);
        boolean arose = doubts.arise(block);
        boolean expected = false;
        for (int row = 0; row < ROWS; row++) {
            RowFault fault = rules.ofRow(block, row, null);
            boolean doubt = fault != null || hasMinusZero(block, row);
            assertThat(doubts.at(row)).as("row %d, %s", row, fault).isEqualTo(doubt);
            expected |= doubt;
        }
        assertThat(arose).isEqualTo(expected);
    }

    private static boolean hasMinusZero(CandidateBlock block, int row) {
        return List.of(block.open(), block.high(), block.low(), block.close(), block.volume()).stream()
                .anyMatch(column -> column[row] == Long.MIN_VALUE);
    }

    private static void load(CandidateBlock block, Random random) {
        try (BufferAllocator allocator = new RootAllocator();
                VectorSchemaRoot root = VectorSchemaRoot.create(BarSchema.candidate(), allocator)) {
            root.getFieldVectors().forEach(vector -> vector.setInitialCapacity(ROWS));
            root.allocateNew();
            for (int row = 0; row < ROWS; row++) {
                ((VarCharVector) root.getVector(BarSchema.TICKER)).setSafe(row, new byte[] {'A'});
                for (String name :
                        List.of(BarSchema.OPEN, BarSchema.HIGH, BarSchema.LOW, BarSchema.CLOSE, BarSchema.VOLUME)) {
                    ((Float8Vector) root.getVector(name)).set(row, number(random, name));
                }
                ((BigIntVector) root.getVector(BarSchema.WINDOW_START)).set(row, start(random));
                int count = random.nextInt(20) == 0 ? random.nextInt() : random.nextInt(5);
                ((IntVector) root.getVector(BarSchema.TRANSACTIONS)).set(row, count);
            }
            root.setRowCount(ROWS);
            block.load(new CandidateColumns(root), 0, 0);
        }
    }

    /** Mostly sound. */
    private static double number(Random random, String name) {
        if (random.nextInt(12) == 0) {
            return NUMBERS[random.nextInt(NUMBERS.length)];
        }
        return switch (name) {
            case BarSchema.LOW -> random.nextInt(3) / 2.0;
            case BarSchema.HIGH -> 2 + random.nextInt(2);
            default -> 1 + random.nextInt(3) / 2.0;
        };
    }

    /** On the grid, at the edges of the session, a little off, or anything. */
    private static long start(Random random) {
        SessionWindow window = SessionWindow.of(SESSION);
        return switch (random.nextInt(12)) {
            case 0 -> window.fromNanos() - random.nextInt(2);
            case 1 -> window.toNanos() - random.nextInt(2);
            case 2 -> window.fromNanos() - 60_000_000_000L;
            case 3 -> window.toNanos() - 60_000_000_000L * random.nextInt(2);
            case 4 -> window.fromNanos() + 1 + random.nextInt(2000);
            case 5 -> random.nextLong();
            case 6 -> random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE;
            case 7 -> window.fromNanos() + 60_000_000_000L * random.nextInt(1440) + 1000;
            default -> window.fromNanos() + 60_000_000_000L * random.nextInt(1440);
        };
    }
}
