package io.quantmini.config;

import java.util.List;
import java.util.stream.Stream;

/** The names secrets go by. */
final class CredentialKeys {
    static final String API_KEY = "api_key";
    static final String S3_ACCESS_KEY_ID = "s3.access_key_id";
    static final String S3_SECRET_ACCESS_KEY = "s3.secret_access_key";
    /** Keys of {@code credentials.yaml}. */
    static final List<String> YAML = List.of(API_KEY, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY);

    /** Variables that mean the same: the vendor's older name first. */
    record Variables(String older, String newer) {}

    static final Variables API = new Variables("POLYGON_API_KEY", "MASSIVE_API_KEY");
    static final Variables ACCESS = new Variables("POLYGON_S3_KEY", "MASSIVE_S3_ACCESS_KEY_ID");
    static final Variables SECRET = new Variables("POLYGON_S3_SECRET", "MASSIVE_S3_SECRET_ACCESS_KEY");

    /** Every variable that holds a secret. */
    static final List<String> VARIABLES = Stream.of(API, ACCESS, SECRET)
            .flatMap(names -> Stream.of(names.older(), names.newer()))
            .toList();

    private CredentialKeys() {}
}
