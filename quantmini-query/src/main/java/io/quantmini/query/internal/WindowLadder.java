package io.quantmini.query.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Sums and moments over windows, built from blocks of 1, 8, 64 ... rows: a window is a few blocks at fixed distances. So
 * each value is one fixed sum over its own rows. (SQL's own {@code sum(x) OVER} adds in an order that depends on where the
 * partition begins and on what else is in it.)
 */
final class WindowLadder {
    private static final int RADIX = 8;

    private final ColumnGraph graph;

    WindowLadder(ColumnGraph graph) {
        this.graph = graph;
    }

    /** A run of rows that ends {@code offset} rows before the current one. */
    private record Block(int size, int offset) {}

    /** The sum of the last rows; null where one is null. */
    Column sum(Column x, int rows) {
        return fold(x, blocks(rows, largest(rows)), block -> 1.0, false);
    }

    /** The sum of x·decay^age over the last rows; a missing row counts 0, x itself is never null. */
    Column decayed(Column x, int rows, double decay) {
        return decayed(x, blocks(rows, largest(rows)), decay);
    }

    /** The sum of all rows so far, of which there are at most 4096; x is never null. */
    Column soFar(Column x) {
        Column sum = x;
        for (int size = 1; size < 4096; size *= RADIX) {
            List<Column> parts = new ArrayList<>();
            for (int i = 0; i < RADIX; i++) {
                parts.add(graph.lagOrZero(sum, i * size));
            }
            sum = add(parts);
        }
        return sum;
    }

    /** The sum of (x - mean x)(y - mean y) over the last rows; null where one is null, exactly 0 where x or y is flat. */
    Column comoment(Column x, Column y, int rows) {
        return comoment(x, y, rows, largest(rows));
    }

    private Column decayed(Column x, List<Block> blocks, double decay) {
        return fold(x, blocks, block -> StrictMath.pow(decay, block), true);
    }

    private Column fold(Column x, List<Block> blocks, IntFunction<Double> weight, boolean orZero) {
        List<Column> parts = new ArrayList<>();
        for (Block block : blocks) {
            Column whole = block.size() == 1 ? x : fold(x, blocks(block.size(), block.size() / RADIX), weight, orZero);
            Column part = orZero ? graph.lagOrZero(whole, block.offset()) : graph.lag(whole, block.offset());
            double factor = weight.apply(block.offset());
            parts.add(factor == 1 ? part : graph.scalar("({0} * " + SqlText.number(factor) + ")", part));
        }
        return add(parts);
    }

    private Column comoment(Column x, Column y, int rows, int largest) {
        if (rows == 1) {
            return graph.scalar("({0} * " + SqlText.number(0) + ")", graph.scalar("({0} + {1})", x, y));
        }
        List<Block> blocks = blocks(rows, largest);
        List<Column> parts = new ArrayList<>();
        Column meanX = mean(x, rows, largest);
        Column meanY = mean(y, rows, largest);
        for (Block block : blocks) {
            int inner = block.size() / RADIX;
            if (block.size() > 1) {
                parts.add(graph.lag(comoment(x, y, block.size(), inner), block.offset()));
            }
            Column fromX = graph.scalar("({0} - {1})", blockMean(x, block), meanX);
            Column fromY = graph.scalar("({0} - {1})", blockMean(y, block), meanY);
            Column product = graph.scalar("({0} * {1})", fromX, fromY);
            parts.add(block.size() == 1 ? product : scaled(product, block.size()));
        }
        return add(parts);
    }

    /** Written as a distance from its first block's mean, so that it is exact over a flat window. */
    private Column mean(Column x, int rows, int largest) {
        List<Block> blocks = blocks(rows, largest);
        Column first = blockMean(x, blocks.get(0));
        List<Column> parts = new ArrayList<>();
        for (Block block : blocks.subList(1, blocks.size())) {
            Column distance = graph.scalar("({0} - {1})", blockMean(x, block), first);
            parts.add(block.size() == 1 ? distance : scaled(distance, block.size()));
        }
        return parts.isEmpty() ? first : graph.scalar("({0} + {1} / " + SqlText.number(rows) + ")", first, add(parts));
    }

    private Column blockMean(Column x, Block block) {
        Column mean = block.size() == 1 ? x : mean(x, block.size(), block.size() / RADIX);
        return graph.lag(mean, block.offset());
    }

    private Column scaled(Column column, int size) {
        return graph.scalar("({0} * " + SqlText.number(size) + ")", column);
    }

    private Column add(List<Column> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        StringBuilder template = new StringBuilder("(");
        for (int i = 0; i < parts.size(); i++) {
            template.append(i == 0 ? "{" : " + {").append(i).append('}');
        }
        return graph.scalar(template.append(')').toString(), parts);
    }

    /** The rows of a window, newest first, in blocks of at most {@code largest} rows. */
    private static List<Block> blocks(int rows, int largest) {
        List<Block> blocks = new ArrayList<>();
        int offset = 0;
        for (int size = largest; size >= 1; size /= RADIX) {
            for (; rows - offset >= size; offset += size) {
                blocks.add(new Block(size, offset));
            }
        }
        return blocks;
    }

    /** The largest block size below a window's. */
    private static int largest(int rows) {
        int size = 1;
        while (size * RADIX < rows) {
            size *= RADIX;
        }
        return size;
    }
}
