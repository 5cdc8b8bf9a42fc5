package io.quantmini.lake;

import io.quantmini.market.Dataset;
import io.quantmini.stage.StagedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/** A unit whose files hold made-up text, one row a character: what the lake does never depends on what is inside. */
public final class FakeUnit {
    private final UnitSpec spec;
    private final Map<String, String> files = new LinkedHashMap<>();
    private final List<DerivedFile> deleted = new ArrayList<>();
    private final Map<String, String> derived = new LinkedHashMap<>();
    private long size = 100;

    private FakeUnit(UnitSpec spec) {
        this.spec = spec;
    }

    /** A unit of these sessions, without files so far. */
    public static FakeUnit of(Dataset dataset, Layer layer, String inputs, String... sessions) {
        List<LocalDate> dates = new ArrayList<>();
        for (String session : sessions) {
            dates.add(LocalDate.parse(session));
        }
        return new FakeUnit(UnitSpec.publish(dataset, layer, dates, inputs));
    }

    public UnitSpec spec() {
        return spec;
    }

    public FakeUnit superseding(String... units) {
        FakeUnit unit = new FakeUnit(spec.superseding(List.of(units)));
        unit.files.putAll(files);
        unit.derived.putAll(derived);
        unit.deleted.addAll(deleted);
        return unit;
    }

    /** With a session file. */
    FakeUnit session(String session, String content) {
        return file(PartitionKey.session(spec.dataset(), spec.layer(), LocalDate.parse(session)), content);
    }

    /** With a settled file. */
    FakeUnit settled(String value, String content) {
        return file(
                PartitionKey.settled(
                        spec.dataset(), spec.layer(), value, spec.sessions().get(0)),
                content);
    }

    FakeUnit file(PartitionKey key, String content) {
        files.put(path(key, content), content);
        return this;
    }

    FakeUnit derived(String target, String content) {
        derived.put(target, content);
        return this;
    }

    FakeUnit deletes(String target) {
        deleted.add(DerivedFile.deleted(target));
        return this;
    }

    FakeUnit sourceSize(long bytes) {
        size = bytes;
        return this;
    }

    static String path(PartitionKey key, String content) {
        return key.file(ContentDigest.of(content).substring(0, 16));
    }

    List<SessionEntry> sessions() {
        long rows = files.values().stream().mapToLong(String::length).sum();
        List<SessionEntry> sessions = new ArrayList<>();
        for (LocalDate date : spec.sessions()) {
            sessions.add(new SessionEntry(
                    date, spec.dataset().key(date), size, spec.inputs(), 0xdeadbeefL, rows + 3, rows, 1, 1, 1));
            // All rows are the first session's.
            rows = 0;
        }
        return sessions;
    }

    List<StagedFile> stage(Path staging) {
        List<StagedFile> staged = new ArrayList<>();
        files.forEach((path, content) -> {
            Path file = staging.resolve("file-" + staged.size());
            staged.add(new StagedFile(write(file, content), lakeFile(path, content)));
        });
        return staged;
    }

    List<DerivedFile> stageDerived(Path staging) {
        List<DerivedFile> all = new ArrayList<>(deleted);
        derived.forEach((target, content) ->
                all.add(DerivedFile.replaced(target, write(staging.resolve("derived-" + all.size()), content))));
        return all;
    }

    /** Begins and publishes the unit. */
    public LedgerEntry publish(LakeWriter writer) {
        try (Commit commit = writer.begin(spec)) {
            return commit.publish(sessions(), stage(commit.staging()), stageDerived(commit.staging()));
        }
    }

    static LakeFile lakeFile(String path, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return new LakeFile(path, bytes.length, content.length(), crc.getValue(), 1, 2);
    }

    private static Path write(Path file, String content) {
        try {
            return Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
