package io.quantmini.ingest;

import io.quantmini.admission.GzipFiles;
import io.quantmini.ingest.inflate.GzipChunk;
import io.quantmini.ingest.inflate.InflateWindow;
import io.quantmini.ingest.inflate.StreamInflater;
import io.quantmini.stage.IngestLimits;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Chunks of a real gzip file, then something; remembers who fetched them. */
final class ScriptedText implements ChunkSource {
    private final GzipText gzip;
    private final int chunks;
    private BooleanSupplier then = () -> false;
    private int fetched;

    final Set<Thread> fetchers = Collections.synchronizedSet(new HashSet<>());
    volatile int closings;

    private ScriptedText(GzipText gzip, int chunks) {
        this.gzip = gzip;
        this.chunks = chunks;
    }

    /** A long run of one letter. */
    static ScriptedText chunks(int chunks) {
        byte[] text = new byte[(chunks + 1) * InflateWindow.CHUNK];
        Arrays.fill(text, (byte) 'x');
        return new ScriptedText(gzip(text), chunks);
    }

    static ScriptedText of(byte[] text) {
        return new ScriptedText(gzip(text), Integer.MAX_VALUE);
    }

    private static GzipText gzip(byte[] text) {
        ByteArrayInputStream file = new ByteArrayInputStream(GzipFiles.member(text));
        return GzipText.of(file, "scripted.gz", StreamInflater.create(), IngestLimits.DEFAULT);
    }

    /** What happens after the last chunk: one more, the end, or a fault. */
    ScriptedText then(BooleanSupplier last) {
        then = last;
        return this;
    }

    /** Waits until so many chunks were fetched. */
    synchronized void awaitFetched(int count) {
        while (fetched < count) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    synchronized int fetched() {
        return fetched;
    }

    @Override
    public boolean advance(GzipChunk chunk) {
        if (closings > 0) {
            throw new AssertionError("closed");
        }
        fetchers.add(Thread.currentThread());
        boolean more = (fetched() < chunks || then.getAsBoolean()) && gzip.advance(chunk);
        synchronized (this) {
            fetched += more ? 1 : 0;
            notifyAll();
        }
        return more;
    }

    @Override
    public int maxKeep() {
        return gzip.maxKeep();
    }

    @Override
    public int maxLength() {
        return gzip.maxLength();
    }

    @Override
    public long bytesIn() {
        return gzip.bytesIn();
    }

    @Override
    public long bytesOut() {
        return gzip.bytesOut();
    }

    @Override
    public long trailerCrc() {
        return gzip.trailerCrc();
    }

    @Override
    public void close() {
        closings++;
        gzip.close();
    }
}
