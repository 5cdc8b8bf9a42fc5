package io.quantmini.query.internal;

import io.quantmini.lake.ConcurrentCommitException;
import io.quantmini.lake.Lake;
import io.quantmini.lake.LakeFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The committed files that one question reads. */
final class PlannedFiles {
    private final Lake lake;
    private final Patience patience;
    private final List<LakeFile> files = new ArrayList<>();

    PlannedFiles(Lake lake, Patience patience) {
        this.lake = lake;
        this.patience = patience;
    }

    /** For how long the question that reads them is waited for. */
    Patience patience() {
        return patience;
    }

    /** Adds the files, and gives their paths once each is known to be what was committed. */
    List<Path> add(List<LakeFile> planned) {
        files.addAll(planned);
        try {
            return patience.call(() -> planned.stream().map(this::verified).toList(), Patience.Cut.NONE);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Path verified(LakeFile file) {
        patience.check();
        return lake.verified(file);
    }

    /** What to say of a failure when it happened because a file is gone; null when all are there. */
    @Nullable
    ConcurrentCommitException gone(Exception failure) {
        for (LakeFile file : files) {
            Path path = lake.paths().resolve(file.path());
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return new ConcurrentCommitException(file.path(), failure);
            }
        }
        return null;
    }
}
