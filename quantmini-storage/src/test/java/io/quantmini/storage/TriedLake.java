package io.quantmini.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.QuantminiContext;
import io.quantmini.QuantminiException;
import io.quantmini.batch.BatchStream;
import io.quantmini.batch.RowStream;
import io.quantmini.lake.FaultyDisk;
import io.quantmini.lake.Lake;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.Layer;
import io.quantmini.lake.VolatileDisk;
import io.quantmini.market.Dataset;
import io.quantmini.market.SessionRange;
import io.quantmini.pipeline.CompactionRequest;
import io.quantmini.pipeline.FlatFiles;
import io.quantmini.pipeline.PartitionCompactor;
import io.quantmini.pipeline.PipelineBuilder;
import io.quantmini.pipeline.Settle;
import io.quantmini.stage.FileScan;
import io.quantmini.stage.Ingestor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A lake of one dataset and the directory of its flat files, to which actions are done by the real stages. */
final class TriedLake {
    private final QuantminiContext context;
    private final Dataset dataset;
    private final Path root;
    private final Path flatFiles;

    TriedLake(QuantminiContext context, Dataset dataset, Path directory) throws IOException {
        this.context = context;
        this.dataset = dataset;
        this.root = Files.createDirectories(directory.resolve("lake"));
        this.flatFiles = Files.createDirectories(directory.resolve("files"));
    }

    Path flatFiles() {
        return flatFiles;
    }

    /** What became of an action. */
    enum Ending {
        NOTHING_TO_DO,
        DONE,
        CUT_SHORT
    }

    /** Does it. */
    Ending perform(LakeAction action) throws IOException {
        FaultyDisk disk = action.accident().disk(root);
        try {
            perform(action, disk.lake(root, context.calendar()));
            return disk.operations() == 0 ? Ending.NOTHING_TO_DO : Ending.DONE;
        } catch (FaultyDisk.Stopped e) {
            if (disk instanceof VolatileDisk cut) {
                restore(cut);
            }
        } catch (QuantminiException e) {
            assertThat(e.getMessage()).containsPattern("injected at operation|No space left on device");
        }
        assertThat(disk.struck()).isTrue();
        return Ending.CUT_SHORT;
    }

    /** What a writer does first: put in order what another one left. */
    void recover() {
        lake().openForWriting().close();
    }

    /** The rows of each session, as a reader finds them now. */
    List<List<List<@Nullable Object>>> rows() {
        int date = Bars.schema(dataset).getFields().indexOf(Bars.schema(dataset).findField("date"));
        List<List<List<@Nullable Object>>> sessions = new ArrayList<>();
        SessionVersions.SESSIONS.forEach(session -> sessions.add(new ArrayList<>()));
        ParquetPartitionReader reader = new ParquetPartitionReader();
        for (LakeFile file : lake().catalog().files(dataset, Layer.BRONZE)) {
            try (BatchStream stream = reader.open(FileScan.all(root, file), context.allocator())) {
                for (List<@Nullable Object> row : RowStream.drain(stream)) {
                    LocalDate session = LocalDate.ofEpochDay((Integer) row.get(date));
                    sessions.get(SessionVersions.SESSIONS.indexOf(session)).add(row);
                }
            }
        }
        return sessions;
    }

    /** Files below bronze, by path. */
    Set<String> filesOnDisk() throws IOException {
        Path bronze = root.resolve("bronze");
        if (!Files.exists(bronze)) {
            return Set.of();
        }
        try (Stream<Path> below = Files.walk(bronze)) {
            return below.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Files below bronze that the ledger's units list, by path. */
    Set<String> filesCommitted() {
        return lake().catalog().files(dataset, Layer.BRONZE).stream()
                .map(LakeFile::path)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Lake lake() {
        return new FaultyDisk().lake(root, context.calendar());
    }

    private void perform(LakeAction action, Lake lake) {
        switch (action.what()) {
            case INGEST -> {
                LocalDate session = SessionVersions.SESSIONS.get(action.session());
                pipeline(lake, FlatFiles.directory(flatFiles), action.settle())
                        .sessions(SessionRange.of(session))
                        .run();
            }
            case INGEST_ALL ->
                pipeline(lake, FlatFiles.directory(flatFiles), action.settle()).run();
            case SETTLE -> pipeline(lake, FlatFiles.none(), Settle.AUTO).run();
            case COMPACT ->
                PartitionCompactor.run(context, lake, CompactionRequest.all().datasets(dataset));
        }
    }

    private PipelineBuilder pipeline(Lake lake, FlatFiles source, Settle settle) {
        // This ingestor reads one file at a time, so that the same seed counts the same operations.
        return new PipelineBuilder(context, lake)
                .source(source)
                .datasets(dataset)
                .settle(settle)
                .provider(Ingestor.class, "streaming");
    }

    private void restore(VolatileDisk disk) throws IOException {
        Path left = root.resolveSibling("left");
        disk.restoreTo(left);
        Directories.delete(root);
        Files.move(left, root);
    }
}
