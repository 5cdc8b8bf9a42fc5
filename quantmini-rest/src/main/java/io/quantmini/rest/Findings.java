package io.quantmini.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a person should see of what was read, a few of each kind at most. Belongs to one thread. */
final class Findings {
    private static final int SHOWN = 20;

    private final List<String> all = new ArrayList<>();

    /** Gives rows to the sink and leaves out those that it cannot use. */
    final class Tolerant implements Consumer<ReferenceRow>, AutoCloseable {
        private final String what;
        private final Consumer<ReferenceRow> sink;
        private int leftOut;

        private Tolerant(String what, Consumer<ReferenceRow> sink) {
            this.what = what;
            this.sink = sink;
        }

        @Override
        public void accept(ReferenceRow row) {
            try {
                sink.accept(row);
            } catch (ReferenceException e) {
                if (leftOut < SHOWN) {
                    all.add("left out: " + e.getMessage());
                }
                leftOut++;
            }
        }

        /** Says how many more there were than were shown. */
        @Override
        public void close() {
            if (leftOut > SHOWN) {
                all.add("left out: " + (leftOut - SHOWN) + " more rows of " + what);
            }
        }
    }

    Tolerant tolerant(String what, Consumer<ReferenceRow> sink) {
        return new Tolerant(what, sink);
    }

    void add(String finding) {
        all.add(finding);
    }

    List<String> all() {
        return List.copyOf(all);
    }
}
