package io.quantmini.config;

/** An access key id with its secret, always both. Immutable; {@link #toString()} shows neither. */
public final class S3Keys {
    private final String accessKeyId;
    private final String secretAccessKey;

    private S3Keys(String accessKeyId, String secretAccessKey) {
        this.accessKeyId = accessKeyId;
        this.secretAccessKey = secretAccessKey;
    }

    /**
     * Of both parts; white space around them, as pasted, is dropped.
     *
     * @throws io.quantmini.ConfigurationException if either is empty or holds white space or anything but ASCII
     */
    public static S3Keys of(String accessKeyId, String secretAccessKey) {
        return new S3Keys(
                Credentials.checked(CredentialKeys.S3_ACCESS_KEY_ID, accessKeyId, Setting.FROM_CODE),
                Credentials.checked(CredentialKeys.S3_SECRET_ACCESS_KEY, secretAccessKey, Setting.FROM_CODE));
    }

    /** The public half, which providers still treat as confidential. */
    public String accessKeyId() {
        return accessKeyId;
    }

    /** The secret half. */
    public String secretAccessKey() {
        return secretAccessKey;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof S3Keys keys
                && accessKeyId.equals(keys.accessKeyId)
                && secretAccessKey.equals(keys.secretAccessKey);
    }

    @Override
    public int hashCode() {
        return 31 * accessKeyId.hashCode() + secretAccessKey.hashCode();
    }

    @Override
    public String toString() {
        return "S3Keys[***]";
    }
}
