package io.quantmini.integrity;

import io.quantmini.lake.Lake;
import io.quantmini.lake.LakeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whether the ledger ends in a whole line: one that is not does not count, and the next run that writes cuts it off. */
final class LedgerTail {
    private static final int BUFFER = 1 << 16;

    private LedgerTail() {}

    /**
     * What is wrong with the end.
     *
     * @throws LakeException when another line is damaged
     */
    static List<Finding> check(Lake lake, String name) {
        Path ledger = lake.paths().ledger();
        long lines = 0;
        boolean whole = true;
        if (!Files.exists(ledger)) {
            return List.of();
        }
        try (InputStream in = Files.newInputStream(ledger)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
                whole = read == 0 ? whole : buffer[read - 1] == '\n';
            }
        } catch (IOException e) {
            return List.of(Finding.of(Check.LEDGER, name, "a ledger that can be read", e.toString()));
        }
        // Lines only come on top, so the history that is read after counting has no fewer.
        long counted = lake.history().size();
        return whole && counted >= lines
                ? List.of()
                : List.of(Finding.of(
                        Check.LEDGER,
                        name,
                        "a last line that is whole",
                        "a torn one after line " + counted + ", which does not count"));
    }
}
