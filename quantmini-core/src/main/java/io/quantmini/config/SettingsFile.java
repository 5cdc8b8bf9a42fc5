package io.quantmini.config;

import io.quantmini.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads small text files strictly: at most 1 MiB of valid UTF-8. */
final class SettingsFile {
    private static final int MOST_BYTES = 1 << 20;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private SettingsFile() {}

    /** The text without a byte-order mark; null when there is no such file. */
    static @Nullable String readIfPresent(Path file) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        } catch (NoSuchFileException absent) {
            return null;
        } catch (IOException e) {
            throw new ConfigurationException(
                    name(file), "[" + file + "] cannot read the settings: expected a readable file, got " + e, e);
        }
        if (bytes.length > MOST_BYTES) {
            throw new ConfigurationException(
                    name(file), "[" + file + "] cannot read the settings: expected at most 1 MiB, got more");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ConfigurationException(
                    name(file), "[" + file + "] cannot read the settings: expected UTF-8, got other bytes", e);
        }
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
