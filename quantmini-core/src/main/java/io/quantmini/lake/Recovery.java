package io.quantmini.lake;

import java.io.IOException;

/**
 * Puts a lake in order that a writer left halfway: cuts an incomplete last line off the ledger, completes commits whose
 * line is there, takes back the others, and clears {@code temp}. Stopped at any point, it can start again.
 */
final class Recovery {
    private final LakeDisk disk;
    private final Ledger ledger;
    private final IntentResolution resolution;
    private final StateFiles state;

    Recovery(LakeDisk disk, Ledger ledger, IntentResolution resolution, StateFiles state) {
        this.disk = disk;
        this.ledger = ledger;
        this.resolution = resolution;
        this.state = state;
    }

    void run() throws IOException {
        Ledger.Snapshot snapshot = ledger.read();
        ledger.cutTorn(snapshot);
        TempDirectory temp = disk.temp();
        for (String unit : temp.units()) {
            if (!temp.hasIntent(unit)) {
                temp.discard(unit);
                continue;
            }
            Intent intent = temp.readIntent(unit);
            switch (ledger.standing(intent)) {
                case LAST -> {
                    ledger.settleLast(snapshot);
                    resolution.finish(intent, snapshot.catalog());
                }
                // A later line means that this commit was complete; only the deletion of its intent was lost.
                case EARLIER -> temp.discard(unit);
                case ABSENT -> resolution.rollBack(intent, snapshot.catalog());
            }
        }
        temp.deleteLeftovers();
        state.write(snapshot.catalog());
    }
}
