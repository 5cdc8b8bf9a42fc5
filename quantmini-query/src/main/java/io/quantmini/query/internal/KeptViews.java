package io.quantmini.query.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Databases of views that no question reads at the moment, those used last. Safe for use by several threads. */
final class KeptViews {
    private static final int MOST = 16;
    private static final long MOST_CHARACTERS = 8L << 20;

    private final Deque<Database> idle = new ArrayDeque<>();
    private long characters;

    /**
     * A database of views; one question at a time has it.
     *
     * @param name of the database
     * @param selects the SELECT of each view, which names the files
     */
    record Database(String name, Map<LakeTable, String> selects) {
        Database {
            selects = Map.copyOf(selects);
        }

        private long characters() {
            return selects.values().stream().mapToLong(String::length).sum();
        }
    }

    /** Takes one with exactly these views out; null when there is none. */
    synchronized @Nullable Database take(Map<LakeTable, String> selects) {
        Iterator<Database> all = idle.iterator();
        while (all.hasNext()) {
            Database database = all.next();
            if (database.selects().equals(selects)) {
                all.remove();
                characters -= database.characters();
                return database;
            }
        }
        return null;
    }

    /** Keeps a database, and gives those that are to be dropped for it. */
    synchronized List<Database> keep(Database database) {
        idle.addFirst(database);
        characters += database.characters();
        List<Database> dropped = new ArrayList<>();
        while (idle.size() > MOST || characters > MOST_CHARACTERS) {
            Database last = idle.removeLast();
            characters -= last.characters();
            dropped.add(last);
        }
        return dropped;
    }
}
