package io.quantmini.s3;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** versitygw over a directory, in a process of its own. */
final class VersityStore implements TestStore.Backend {
    private static final int TRIES = 1_000;

    private final Process server;
    private final URI endpoint;
    private final S3Client client;

    private VersityStore(Process server, URI endpoint) {
        this.server = server;
        this.endpoint = endpoint;
        this.client = S3Clients.open(TestStore.options(endpoint), TestStore.keys());
    }

    static VersityStore start(Path program, Path directory) throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        List<String> command = new ArrayList<>(List.of(program.toString(), "--quiet", "--port", "127.0.0.1:" + port));
        command.add("posix");
        if (!Files.getFileStore(directory).supportsFileAttributeView("user")) {
            Path sidecar = directory.resolveSibling(directory.getFileName() + "-metadata");
            command.addAll(List.of("--sidecar", Files.createDirectories(sidecar).toString()));
        }
        command.add(directory.toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("ROOT_ACCESS_KEY", TestStore.ACCESS_KEY);
        builder.environment().put("ROOT_SECRET_KEY", TestStore.SECRET_KEY);
        VersityStore store = new VersityStore(builder.start(), URI.create("http://127.0.0.1:" + port));
        try {
            store.waitForPort(port);
            store.client.createBucket(bucket -> bucket.bucket(TestStore.BUCKET));
            return store;
        } catch (Exception e) {
            store.close();
            throw e;
        }
    }

    private void waitForPort(int port) throws Exception {
        for (int i = 0; i < TRIES && server.isAlive(); i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException notYet) {
                Thread.sleep(20);
            }
        }
        throw new IOException("versitygw does not listen on port " + port);
    }

    @Override
    public URI endpoint() {
        return endpoint;
    }

    @Override
    public void put(String key, byte[] bytes) {
        client.putObject(put -> put.bucket(TestStore.BUCKET).key(key), RequestBody.fromBytes(bytes));
    }

    @Override
    public void close() throws Exception {
        client.close();
        server.destroy();
        if (!server.waitFor(10, TimeUnit.SECONDS)) {
            server.destroyForcibly().waitFor();
        }
    }
}
