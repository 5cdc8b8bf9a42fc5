package io.quantmini.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The two ways out of an intent, each repeatable from any point where it stopped: forward, once the ledger line is there,
 * and back. Neither ever deletes a file that a live unit lists.
 */
final class IntentResolution {
    private final LakePaths paths;
    private final FileOperations operations;
    private final Forces forces;
    private final TempDirectory temp;
    private final StateFiles state;

    IntentResolution(LakeDisk disk, StateFiles state) {
        this.paths = disk.paths();
        this.operations = disk.operations();
        this.forces = disk.forces();
        this.temp = disk.temp();
        this.state = state;
    }

    /** Completes a commit whose line the catalog knows. */
    void finish(Intent intent, LakeCatalog catalog) throws IOException {
        delete(intent.remove(), catalog);
        replaceDerived(intent);
        state.write(catalog);
        temp.discard(intent.unit());
    }

    /** Takes back a commit whose line is not in the ledger. */
    void rollBack(Intent intent, LakeCatalog catalog) throws IOException {
        delete(intent.add(), catalog);
        delete(List.of(intent.manifest()), catalog);
        temp.discard(intent.unit());
    }

    private void delete(List<String> files, LakeCatalog catalog) throws IOException {
        DirectoryChanges changes = new DirectoryChanges(paths.root(), operations);
        Set<Path> emptied = new LinkedHashSet<>();
        for (String path : files) {
            boolean isManifest = !PartitionKey.isFile(path);
            if (isManifest ? catalog.isLiveManifest(path) : catalog.isLive(path)) {
                continue;
            }
            Path file = paths.resolve(path);
            Path directory = Objects.requireNonNull(file.getParent());
            if (changes.isThere(directory)) {
                operations.delete(file);
                changes.touch(directory);
            }
            if (!isManifest) {
                emptied.add(directory);
            }
        }
        for (Path directory : emptied) {
            changes.clear(directory);
        }
        forces.directories(changes.touched());
    }

    private void replaceDerived(Intent intent) throws IOException {
        DirectoryChanges changes = new DirectoryChanges(paths.root(), operations);
        for (Intent.Swap swap : intent.derived()) {
            Path target = paths.resolve(swap.target());
            Path directory = Objects.requireNonNull(target.getParent());
            if (swap.staged().isEmpty()) {
                if (changes.isThere(directory)) {
                    operations.delete(target);
                    changes.clear(directory);
                }
                continue;
            }
            changes.create(directory);
            changes.touch(directory);
            Path staged = temp.unit(intent.unit()).resolve(swap.staged());
            // Not there any more: moved before the commit was cut short here.
            if (Files.exists(staged)) {
                operations.move(staged, target);
            }
        }
        forces.directories(changes.touched());
    }
}
