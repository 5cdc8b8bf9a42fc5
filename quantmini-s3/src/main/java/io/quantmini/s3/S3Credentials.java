package io.quantmini.s3;

/** An access key and its secret. Prints as the fact that it is there, never as what it is. Immutable. */
public final class S3Credentials {
    private final String accessKey;
    private final String secretKey;

    private S3Credentials(String accessKey, String secretKey) {
        this.accessKey = accessKey;
        this.secretKey = secretKey;
    }

    /** Both parts are required; surrounding white space, as pasted from a web page, is dropped. */
    public static S3Credentials of(String accessKey, String secretKey) {
        String access = accessKey.strip();
        String secret = secretKey.strip();
        if (access.isEmpty() || secret.isEmpty()) {
            throw new IllegalArgumentException("[s3 credentials] expected an access key and a secret, got an empty "
                    + (access.isEmpty() ? "access key" : "secret") + "; set POLYGON_S3_KEY and POLYGON_S3_SECRET");
        }
        return new S3Credentials(access, secret);
    }

    String accessKey() {
        return accessKey;
    }

    String secretKey() {
        return secretKey;
    }

    @Override
    public String toString() {
        return "S3Credentials[hidden]";
    }
}
