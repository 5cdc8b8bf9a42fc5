package io.quantmini.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What a person should see of what was read; of rows that are left out, a few of each kind. Belongs to one thread. */
final class Findings {
    private static final int SHOWN = 20;

    private final List<String> all = new ArrayList<>();
    private final Map<String, Integer> leftOut = new TreeMap<>();

    /** Gives rows to the sink, and leaves out those that it cannot use. */
    Consumer<ReferenceRow> tolerant(String what, Consumer<ReferenceRow> sink) {
        return row -> {
            try {
                sink.accept(row);
            } catch (ReferenceException e) {
                leaveOut(what, "left out: " + e.getMessage());
            }
        };
    }

    /** One of perhaps many rows of a kind. */
    void leaveOut(String what, String finding) {
        if (leftOut.merge(what, 1, Integer::sum) <= SHOWN) {
            all.add(finding);
        }
    }

    void add(String finding) {
        all.add(finding);
    }

    List<String> all() {
        List<String> told = new ArrayList<>(all);
        leftOut.forEach((what, count) -> {
            if (count > SHOWN) {
                told.add("left out: " + (count - SHOWN) + " more rows of " + what);
            }
        });
        return told;
    }
}
