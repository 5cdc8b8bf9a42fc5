package io.quantmini.benchmarks.download;

import io.quantmini.benchmarks.PeakMemory;
import io.quantmini.config.S3Keys;
import io.quantmini.s3.AsyncS3Downloader;
import io.quantmini.s3.S3Downloader;
import io.quantmini.s3.S3DownloaderOptions;
import io.quantmini.stage.RemoteObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Fetches all objects below a prefix of a store on this machine into a directory, repeatedly, and prints a line of JSON a
 * repetition:
 *
 * <pre>{@code
 * java -cp benchmarks/target/quantmini-benchmarks.jar:benchmarks/target/lib/* io.quantmini.benchmarks.download.DownloadMain \
 *     quantmini OUT AT_ONCE REPEAT ENDPOINT BUCKET PREFIX      (keys in POLYGON_S3_KEY and POLYGON_S3_SECRET)
 *     url-connection OUT AT_ONCE REPEAT URLS                   (a file with a presigned address a line)
 * }</pre>
 *
 * The second one writes what {@link HttpURLConnection} gives, and looks at nothing but the status.
 */
public final class DownloadMain {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path out;
    private final int atOnce;

    private DownloadMain(Path out, int atOnce) {
        this.out = out;
        this.atOnce = atOnce;
    }

    /** Fetches. */
    public static void main(String[] words) throws Exception {
        DownloadMain main = new DownloadMain(Path.of(words[1]), Integer.parseInt(words[2]));
        boolean ours = words[0].equals("quantmini");
        for (int repetition = 1; repetition <= Integer.parseInt(words[3]); repetition++) {
            long start = System.nanoTime();
            if (ours) {
                main.fetch(words[4], words[5], words[6]);
            } else {
                main.fetch(Files.readAllLines(Path.of(words[4])));
            }
            main.print(words[0], (System.nanoTime() - start) / 1e9);
        }
    }

    private void fetch(String endpoint, String bucket, String prefix) {
        S3DownloaderOptions options = S3DownloaderOptions.builder()
                .endpoint(URI.create(endpoint))
                .bucket(bucket)
                .build();
        S3Keys keys = S3Keys.of(System.getenv("POLYGON_S3_KEY"), System.getenv("POLYGON_S3_SECRET"));
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        try (S3Downloader downloader = S3Downloader.open(options, keys)) {
            AsyncS3Downloader queue = new AsyncS3Downloader(downloader, threads, atOnce);
            List<CompletableFuture<Path>> fetches = new ArrayList<>();
            for (RemoteObject object : downloader.list(prefix)) {
                fetches.add(queue.fetch(object, target(object.key())));
            }
            fetches.forEach(CompletableFuture::join);
        } finally {
            threads.shutdown();
        }
    }

    private void fetch(List<String> addresses) {
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        try {
            List<CompletableFuture<Void>> fetches = new ArrayList<>();
            for (String address : addresses) {
                fetches.add(CompletableFuture.runAsync(() -> copy(URI.create(address)), threads));
            }
            fetches.forEach(CompletableFuture::join);
        } finally {
            threads.shutdown();
        }
    }

    private void copy(URI address) {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            if (connection.getResponseCode() != 200) {
                throw new IOException(address.getPath() + " answered " + connection.getResponseCode());
            }
            byte[] buffer = new byte[BUFFER_BYTES];
            try (InputStream in = connection.getInputStream();
                    OutputStream file = Files.newOutputStream(target(address.getPath()))) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    file.write(buffer, 0, read);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path target(String key) {
        return out.resolve(key.substring(key.lastIndexOf('/') + 1));
    }

    private void print(String peer, double seconds) throws IOException {
        long bytes = 0;
        int files = 0;
        try (var listed = Files.newDirectoryStream(out)) {
            for (Path file : listed) {
                bytes += Files.size(file);
                files++;
            }
        }
        double cpu = ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
        System.out.printf(
                Locale.ROOT,
                "{\"peer\": \"%s\", \"at_once\": %d, \"files\": %d, \"mb\": %.1f, \"seconds\": %.3f, \"mb_per_second\": %.1f,"
                        + " \"cpu_seconds_so_far\": %.2f, \"peak_rss_mib\": %d}%n",
                peer,
                atOnce,
                files,
                bytes / 1e6,
                seconds,
                bytes / 1e6 / seconds,
                cpu,
                PeakMemory.residentKib() / 1024);
    }
}
