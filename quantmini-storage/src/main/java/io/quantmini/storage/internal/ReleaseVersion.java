package io.quantmini.storage.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The release whose code writes a file: the same for every build of it. */
final class ReleaseVersion {
    /** Key of the release in a file's metadata. */
    static final String KEY = "quantmini.version";

    static final String VALUE = read();

    private ReleaseVersion() {}

    private static String read() {
        try (InputStream in = ReleaseVersion.class.getResourceAsStream("release.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
