package io.quantmini.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads manifests, checks each against its ledger line, and keeps those used last. Safe for use by several threads. */
final class ManifestStore {
    private static final long KEPT_BYTES = 64L << 20;

    private final Path root;
    private final Map<FileTotals, Manifest> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long keptBytes;

    ManifestStore(Path root) {
        this.root = root;
    }

    /**
     * The manifest of a ledger line.
     *
     * @throws ConcurrentCommitException when it is gone: the unit was replaced, or its manifest is lost
     * @throws LakeException when it is not what the ledger says
     */
    Manifest load(FileTotals totals) {
        synchronized (kept) {
            Manifest manifest = kept.get(totals);
            if (manifest != null) {
                return manifest;
            }
        }
        Manifest manifest = read(totals);
        synchronized (kept) {
            if (kept.put(totals, manifest) == null) {
                keptBytes += manifest.bytes().length;
            }
            Iterator<Manifest> oldest = kept.values().iterator();
            while (keptBytes > KEPT_BYTES && kept.size() > 1) {
                keptBytes -= oldest.next().bytes().length;
                oldest.remove();
            }
        }
        return manifest;
    }

    private Manifest read(FileTotals totals) {
        Path file = root.resolve(LakePath.require(totals.manifest()));
        try {
            Manifest manifest = Manifest.of(Files.readAllBytes(file));
            if (manifest.crc32c() != totals.crc32c()) {
                throw new IllegalArgumentException("expected crc32c " + LedgerFormat.hex(totals.crc32c()) + ", got "
                        + LedgerFormat.hex(manifest.crc32c()));
            }
            return manifest;
        } catch (NoSuchFileException e) {
            throw new ConcurrentCommitException(totals.manifest(), e);
        } catch (IOException | IllegalArgumentException e) {
            throw new LakeException(
                    file, "cannot read the manifest: " + e.getMessage() + "; run again to make its unit anew", e);
        }
    }
}
