package io.quantmini.lake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.quantmini.market.Dataset;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files that were fetched into a lake: where they are, and {@code landing/ledger.jsonl}, the record of which version of
 * each object it is. Downloads have a lock of their own, so that fetching and ingesting go on side by side. Safe for use by
 * several threads.
 */
public final class Landing {
    private final LakePaths paths;
    private final FileOperations operations;
    private final ChainedLog log;

    private final Map<String, LandedObject> objects = new HashMap<>();
    private final Map<String, AbsentObject> absences = new HashMap<>();
    private ChainedLog.Position position = ChainedLog.Position.START;

    Landing(LakePaths paths, FileOperations operations) {
        this.paths = paths;
        this.operations = operations;
        this.log = new ChainedLog(paths.landing().resolve("ledger.jsonl"), operations);
    }

    /** Where the files of a dataset are, by year and month, or will be. */
    public Path directory(Dataset dataset) {
        return paths.landed(dataset);
    }

    /** Where the file of a session is, or will be. */
    public Path file(Dataset dataset, LocalDate session) {
        return paths.landed(dataset, session);
    }

    /** The version of the object that was fetched last; whether its file is still there is another matter. */
    public synchronized Optional<LandedObject> find(String key) {
        read();
        return Optional.ofNullable(objects.get(key));
    }

    /** Why the object could not be had when it was last looked for; empty when it was fetched since, or never looked for. */
    public synchronized Optional<AbsentObject> absence(String key) {
        read();
        return Optional.ofNullable(absences.get(key));
    }

    /**
     * Takes the landing directory's lock, making the directory where there is none.
     *
     * @throws LakeLockedException when somebody else fetches into it
     */
    public LandingWriter openForWriting() {
        RootCheck.check(paths.root());
        LakeLock lock = null;
        try {
            RootCheck.makeDirectories(paths, operations, List.of(paths.landing()));
            lock = LakeLock.acquire(paths.landing().resolve("landing.lock"));
            log.create();
            ChainedLog.Tail tail = log.readAfter(ChainedLog.Position.START);
            if (tail.torn() > 0) {
                log.cut(tail.end());
            }
            LandingWriter writer = new LandingWriter(this, new LandedFiles(paths, operations), lock);
            lock = null;
            return writer;
        } catch (IOException e) {
            throw new LakeException(
                    paths.landing(), "cannot open for writing: " + e + "; the lake must be writable", e);
        } finally {
            if (lock != null) {
                lock.close();
            }
        }
    }

    synchronized void append(LandedObject object) throws IOException {
        read();
        log.append(position, write(object));
    }

    synchronized void append(AbsentObject object) throws IOException {
        read();
        log.append(position, write(object));
    }

    Path ledger() {
        return log.file();
    }

    private void read() {
        if (!log.continues(position)) {
            position = ChainedLog.Position.START;
            objects.clear();
            absences.clear();
        }
        ChainedLog.Tail tail = log.readAfter(position);
        long line = position.lines();
        for (String text : tail.lines()) {
            line++;
            try {
                take(LedgerFormat.parse(text));
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new LakeException(log.file(), line, "cannot read the landing ledger: " + e.getMessage(), e);
            }
        }
        position = tail.end();
    }

    private static String write(LandedObject object) {
        Writer out = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("key", object.key());
            json.writeNumberField("size", object.size());
            json.writeStringField("etag", object.etag());
            json.writeStringField("last_modified", object.lastModified().toString());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    private static String write(AbsentObject object) {
        Writer out = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("key", object.key());
            json.writeNumberField("absent", object.status());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    private void take(JsonNode json) {
        String key = LedgerFormat.text(json, "key");
        if (json.has("absent")) {
            absences.put(key, new AbsentObject(key, (int) LedgerFormat.number(json, "absent")));
        } else {
            objects.put(key, landed(key, json));
            absences.remove(key);
        }
    }

    private static LandedObject landed(String key, JsonNode json) {
        return new LandedObject(
                key,
                LedgerFormat.number(json, "size"),
                LedgerFormat.text(json, "etag"),
                Instant.parse(LedgerFormat.text(json, "last_modified")));
    }
}
