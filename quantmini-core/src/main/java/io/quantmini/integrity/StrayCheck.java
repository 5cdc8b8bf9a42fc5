package io.quantmini.integrity;

import io.quantmini.lake.Lake;
import io.quantmini.lake.LakeCatalog;
import io.quantmini.lake.Layer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks for files among bronze and silver that no unit lists. */
final class StrayCheck {
    private final Lake lake;
    private final LivePaths live;

    StrayCheck(Lake lake, LivePaths live) {
        this.lake = lake;
        this.live = live;
    }

    /** Those of these datasets, or of all when there are none, by path. */
    List<Finding> run(Set<String> datasets) {
        List<Finding> findings = new ArrayList<>();
        for (Layer layer : Layer.values()) {
            Path top = lake.root().resolve(layer.directory());
            if (datasets.isEmpty()) {
                walk(top, findings);
            }
            for (String dataset : datasets) {
                walk(top.resolve("_sessions").resolve(dataset), findings);
                walk(top.resolve(dataset), findings);
            }
        }
        findings.sort(Comparator.comparing(Finding::path));
        return findings;
    }

    private void walk(Path top, List<Finding> findings) {
        if (!Files.exists(top, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.walkFileTree(top, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    String path = relative(file);
                    if (!live.contains(path) && isStray(file, path)) {
                        String found = attributes.isRegularFile() ? attributes.size() + " bytes" : "no plain file";
                        findings.add(Finding.of(Check.STRAY, path, "only files that a unit lists", found));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) {
                    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                        findings.add(Finding.of(
                                Check.STRAY,
                                relative(file),
                                "a directory or file that can be read",
                                failure.toString()));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) {
                    if (failure != null) {
                        findings.add(Finding.of(
                                Check.STRAY, relative(directory), "a directory that can be read", failure.toString()));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks the ledger as it is by now, for a commit may have come in between; an unreadable manifest lists anything. */
    private boolean isStray(Path file, String path) {
        LakeCatalog now = lake.catalog();
        try {
            return !now.isLive(path) && Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    private String relative(Path file) {
        return lake.root().relativize(file).toString().replace('\\', '/');
    }
}
