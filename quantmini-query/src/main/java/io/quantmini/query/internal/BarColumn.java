package io.quantmini.query.internal;

import io.quantmini.market.BarSchema;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** One column of the bars in the making: how a stored value begins a bar, and how a further one is added to it. */
abstract class BarColumn {
    /** Place of the column among the stored ones. */
    final int source;

    BarColumn(int source) {
        this.source = source;
    }

    /** The column that fills that vector. */
    static BarColumn of(FieldVector target, int source) {
        String name = target.getName();
        if (target instanceof Float8Vector numbers && (BarShaper.isPrice(name) || name.equals(BarSchema.VOLUME))) {
            return new Prices(numbers, source, name);
        }
        if (target instanceof IntVector counts && name.equals(BarSchema.TRANSACTIONS)) {
            return new Counts(counts, source);
        }
        return new Plain(target, source);
    }

    abstract void begin(VectorSchemaRoot from, int row, int at, double factor);

    abstract void add(VectorSchemaRoot from, int row, int at, double factor);

    /** Prices and volume. A sum of volumes is made in the order of time. */
    private static final class Prices extends BarColumn {
        private final Float8Vector target;
        private final String name;

        Prices(Float8Vector target, int source, String name) {
            super(source);
            this.target = target;
            this.name = name;
        }

        @Override
        void begin(VectorSchemaRoot from, int row, int at, double factor) {
            target.setSafe(at, value(from, row, factor));
        }

        @Override
        void add(VectorSchemaRoot from, int row, int at, double factor) {
            double next = value(from, row, factor);
            switch (name) {
                case BarSchema.HIGH -> target.set(at, Math.max(target.get(at), next));
                case BarSchema.LOW -> target.set(at, Math.min(target.get(at), next));
                case BarSchema.CLOSE -> target.set(at, next);
                case BarSchema.VOLUME -> target.set(at, target.get(at) + next);
                default -> {} // the first open is the bar's
            }
        }

        private double value(VectorSchemaRoot from, int row, double factor) {
            double stored = ((Float8Vector) from.getVector(source)).get(row);
            return name.equals(BarSchema.VOLUME) ? stored / factor : stored * factor;
        }
    }

    private static final class Counts extends BarColumn {
        private final IntVector target;

        Counts(IntVector target, int source) {
            super(source);
            this.target = target;
        }

        @Override
        void begin(VectorSchemaRoot from, int row, int at, double factor) {
            target.setSafe(at, ((IntVector) from.getVector(source)).get(row));
        }

        @Override
        void add(VectorSchemaRoot from, int row, int at, double factor) {
            target.set(at, Math.addExact(target.get(at), ((IntVector) from.getVector(source)).get(row)));
        }
    }

    /** Any other column: bars made of several do not have it. */
    private static final class Plain extends BarColumn {
        private final FieldVector target;

        Plain(FieldVector target, int source) {
            super(source);
            this.target = target;
        }

        @Override
        void begin(VectorSchemaRoot from, int row, int at, double factor) {
            target.copyFromSafe(row, at, from.getVector(source));
        }

        @Override
        void add(VectorSchemaRoot from, int row, int at, double factor) {
            begin(from, row, at, factor);
        }
    }
}
