package io.quantmini.benchmarks.download;

import io.quantmini.config.S3Keys;
import io.quantmini.s3.S3Downloader;
import io.quantmini.s3.S3DownloaderOptions;
import io.quantmini.stage.DownloadException;
import io.quantmini.stage.RemoteObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Measures after how long a stalled transfer is given up: by a server that says nothing, stops in the middle, or gives a byte
 * now and then. Prints a line of JSON each; exits with 1 when one took more than the idle timeout and a tenth.
 *
 * <pre>{@code
 * java -cp benchmarks/target/quantmini-benchmarks.jar:benchmarks/target/lib/* \
 *     io.quantmini.benchmarks.download.StallMain WORK [IDLE_SECONDS]
 * }</pre>
 */
public final class StallMain {
    private static final int LENGTH = 100 << 20;
    private static final int BURST = 4 << 20;

    private final Path work;
    private final Duration idle;
    private volatile long stalledAt;

    private StallMain(Path work, Duration idle) {
        this.work = work;
        this.idle = idle;
    }

    /** How a server stalls. */
    private enum Stall {
        SILENT,
        IN_THE_MIDDLE,
        DRIP
    }

    /** Measures. */
    public static void main(String[] words) throws IOException {
        int seconds = words.length > 1 ? Integer.parseInt(words[1]) : 4;
        StallMain main = new StallMain(Path.of(words[0]), Duration.ofSeconds(seconds));
        boolean late = false;
        for (Stall stall : Stall.values()) {
            late |= main.measure(stall) > 1.1;
        }
        System.exit(late ? 1 : 0);
    }

    private double measure(Stall stall) throws IOException {
        String failure = "none";
        double seconds;
        try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> serve(server, stall));
            thread.setDaemon(true);
            thread.start();
            S3DownloaderOptions options = S3DownloaderOptions.builder()
                    .endpoint(URI.create("http://127.0.0.1:" + server.getLocalPort()))
                    .idleTimeout(idle)
                    .maxAttempts(1)
                    .build();
            try (S3Downloader downloader = S3Downloader.open(options, S3Keys.of("nobody", "checks"))) {
                downloader.fetch(new RemoteObject("stalled", LENGTH, "tag-1", Instant.EPOCH), work.resolve("stalled"));
            } catch (DownloadException e) {
                failure = String.valueOf(e.getMessage());
            }
            seconds = (System.nanoTime() - stalledAt) / 1e9;
        }
        Files.deleteIfExists(work.resolve("stalled.part"));
        Files.deleteIfExists(work.resolve("stalled.part.state"));
        double share = seconds / idle.toSeconds();
        System.out.printf(
                Locale.ROOT,
                "{\"stall\": \"%s\", \"idle_timeout_seconds\": %d, \"given_up_after_seconds\": %.3f, \"share\": %.3f,"
                        + " \"failure\": \"%s\"}%n",
                stall,
                idle.toSeconds(),
                seconds,
                share,
                failure.replace('"', '\''));
        return share;
    }

    private void serve(ServerSocket server, Stall stall) {
        try (Socket client = server.accept()) {
            readRequest(client.getInputStream());
            OutputStream out = client.getOutputStream();
            if (stall != Stall.SILENT) {
                out.write(("HTTP/1.1 200 OK\r\nETag: \"tag-1\"\r\nContent-Length: " + LENGTH + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                out.write(new byte[BURST]);
                out.flush();
            }
            stalledAt = System.nanoTime();
            while (stall == Stall.DRIP) {
                Thread.sleep(idle.toMillis() / 100);
                out.write(1);
                out.flush();
            }
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException gone) {
            // The client gave up, which is what is measured.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void readRequest(InputStream in) throws IOException {
        int lineFeeds = 0;
        while (lineFeeds < 2) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the request broke off");
            }
            lineFeeds = next == '\n' ? lineFeeds + 1 : next == '\r' ? lineFeeds : 0;
        }
    }
}
