package io.quantmini.s3;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** S3Proxy over a directory, in this process. */
final class S3ProxyStore implements TestStore.Backend {
    /** Longer than any that a test plays. */
    private static final int TOLERATED_SKEW_SECONDS = 2 * 86_400;

    private final BlobStore blobs;
    private final S3Proxy server;

    private S3ProxyStore(BlobStore blobs, S3Proxy server) {
        this.blobs = blobs;
        this.server = server;
    }

    static S3ProxyStore start(Path directory) throws Exception {
        BlobStore blobs = new FilesystemNio2BlobStore(directory.toString());
        blobs.createContainer(TestStore.BUCKET);
        S3Proxy server = S3Proxy.builder()
                .blobStore(blobs)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, TestStore.ACCESS_KEY, TestStore.SECRET_KEY)
                .jettyMaxThreads(16)
                .maximumTimeSkew(TOLERATED_SKEW_SECONDS)
                .stopTimeout(0)
                .build();
        server.start();
        return new S3ProxyStore(blobs, server);
    }

    @Override
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    @Override
    public void put(String key, byte[] bytes) {
        blobs.putBlob(
                PutObjectRequest.builder()
                        .bucket(TestStore.BUCKET)
                        .key(key)
                        .contentLength((long) bytes.length)
                        .build(),
                new ByteArrayInputStream(bytes));
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
