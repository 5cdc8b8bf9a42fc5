package io.quantmini.ingest.inflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One thread inflates ahead of another: two queues, and chunks that go round. */
@Timeout(120)
class InflateAheadTest {
    private static final int MAX_KEEP = 70_000;
    private static final byte[] TEXT = Texts.bars(new Random(8), 60_000);
    private static final byte[] BOTH = Gzip.concat(TEXT, TEXT);
    private static final byte[] GZIP = Gzip.concat(Gzip.member(TEXT), Gzip.member(TEXT));

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void the_text_arrives_whole_however_many_chunks_go_round(int chunks) throws IOException, InterruptedException {
        for (int seed = 0; seed < 5; seed++) {
            Source source = new Source(GZIP);
            try (Ahead ahead = new Ahead(source, chunks)) {
                assertThat(read(ahead, new Random(seed), Integer.MAX_VALUE)).isEqualTo(BOTH);
            }
            assertThat(source.closed).hasValue(1);
        }
    }

    @Test
    void a_fault_arrives_after_the_bytes_before_it() throws InterruptedException {
        for (int cut = 1; cut < GZIP.length; cut += GZIP.length / 7) {
            byte[] gzip = Arrays.copyOf(GZIP, cut);
            Gzip.Outcome expected = Gzip.zip(gzip);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Source source = new Source(gzip);
            @Nullable IOException failure = null;
            try (Ahead ahead = new Ahead(source, 2)) {
                for (GzipChunk chunk = ahead.next(); chunk != null; chunk = ahead.next()) {
                    out.write(chunk.buffer(), chunk.from(), chunk.to() - chunk.from());
                    ahead.give(chunk);
                }
            } catch (IOException e) {
                failure = e;
            }
            assertThat(failure).isInstanceOfSatisfying(GzipException.class, e -> {
                assertThat(e.fault()).isEqualTo(expected.fault());
                assertThat(e.offset()).isEqualTo(expected.offset());
            });
            assertThat(out.toByteArray()).isEqualTo(expected.bytes());
            assertThat(source.closed).hasValue(1);
        }
    }

    @Test
    void it_may_be_closed_after_any_chunk() throws IOException, InterruptedException {
        for (int chunks = 1; chunks <= 3; chunks++) {
            for (int taken = 0; taken < 12; taken++) {
                Source source = new Source(GZIP);
                Ahead ahead = new Ahead(source, chunks);
                byte[] out = read(ahead, new Random(taken), taken);
                ahead.close();
                assertThat(Arrays.equals(out, 0, out.length, BOTH, 0, out.length))
                        .isTrue();
                assertThat(source.closed).hasValue(1);
                assertThat(ahead.producer.isAlive()).isFalse();
            }
        }
    }

    /** Takes {@code most} chunks or all, keeps some of each in front of the next, writes over those it is done with. */
    private static byte[] read(Ahead ahead, Random random, int most) throws IOException, InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        @Nullable GzipChunk last = null;
        int kept = 0;
        for (int taken = 0; taken < most; taken++) {
            boolean holdOn = ahead.chunks > 1;
            GzipChunk chunk = ahead.next();
            if (chunk == null) {
                break;
            }
            if (last != null) {
                chunk.keep(last, kept);
                Arrays.fill(last.buffer(), (byte) taken);
                ahead.give(last);
            }
            kept = holdOn ? random.nextInt(Math.min(MAX_KEEP, chunk.to() - chunk.from()) + 1) : 0;
            out.write(chunk.buffer(), chunk.from(), chunk.to() - chunk.from() - kept);
            last = chunk;
            if (!holdOn) {
                Arrays.fill(chunk.buffer(), (byte) taken);
                ahead.give(chunk);
                last = null;
            }
        }
        if (last != null) {
            out.write(last.buffer(), last.to() - kept, kept);
        }
        return out.toByteArray();
    }

    /** What the producer hands over: a chunk, or how it ended. */
    private record Parcel(
            @Nullable GzipChunk chunk, @Nullable IOException failure) {}

    /** The producer's thread, and the consumer's end of it. */
    private static final class Ahead implements Closeable {
        final int chunks;
        final Thread producer;
        private final GzipReader reader;
        private final BlockingQueue<Parcel> full = new LinkedBlockingQueue<>();
        private final BlockingQueue<GzipChunk> free = new LinkedBlockingQueue<>();
        private volatile boolean stopped;

        Ahead(Source source, int chunks) {
            this.chunks = chunks;
            reader = GzipReader.open(source, StreamInflater.create(), GzipLimits.NONE, MAX_KEEP);
            for (int i = 0; i < chunks; i++) {
                free.add(GzipChunk.allocate(MAX_KEEP));
            }
            producer = new Thread(this::produce, "inflate-ahead");
            producer.start();
        }

        @Nullable
        GzipChunk next() throws IOException, InterruptedException {
            Parcel parcel = full.take();
            if (parcel.failure != null) {
                throw parcel.failure;
            }
            return parcel.chunk;
        }

        void give(GzipChunk chunk) {
            free.add(chunk);
        }

        @Override
        public void close() {
            stopped = true;
            free.add(GzipChunk.allocate(MAX_KEEP));
            try {
                producer.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        private void produce() {
            try (reader) {
                for (GzipChunk chunk = free.take(); !stopped && reader.advance(chunk); chunk = free.take()) {
                    full.add(new Parcel(chunk, null));
                }
                full.add(new Parcel(null, null));
            } catch (IOException e) {
                full.add(new Parcel(null, e));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static final class Source extends ByteArrayInputStream {
        final AtomicInteger closed = new AtomicInteger();

        Source(byte[] bytes) {
            super(bytes);
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}
