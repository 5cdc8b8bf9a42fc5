package io.quantmini.s3;

import io.quantmini.stage.RemoteObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The text file beside a temporary file that says which version of which object it is the beginning of, what the store
 * promised of the whole, and how far the beginning can be trusted. Lines are only ever appended; one that was not written to
 * its end does not count.
 *
 * <pre>
 * part 1 LENGTH ETAG LAST-MODIFIED KEY
 * check ALGORITHM VALUE
 * have BYTES CRC32C
 * </pre>
 */
final class Sidecar {
    /** Longest that is read: a key, checks, and a line for each eight megabytes of five terabytes. */
    private static final int MOST_BYTES = 32 << 20;

    private final Path file;
    private final String identity;

    Sidecar(Path file, RemoteObject object) {
        this.file = file;
        this.identity =
                "part 1 " + object.bytes() + " " + object.etag() + " " + object.lastModified() + " " + object.key();
    }

    /**
     * How far a temporary file had come.
     *
     * @param promises of the store, about the whole object
     * @param bytes of the beginning
     * @param crc32c of those bytes, lower-case hex
     */
    record State(List<Checks.Promise> promises, long bytes, String crc32c) {
        State {
            promises = List.copyOf(promises);
        }
    }

    /** What is said about this version of this object; empty when nothing is, or it cannot be read. */
    Optional<State> read() {
        List<String> lines;
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            String text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException e) {
            return Optional.empty();
        }
        if (lines.isEmpty() || !lines.get(0).equals(identity)) {
            return Optional.empty();
        }
        try {
            return state(lines.subList(1, lines.size()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<State> state(List<String> lines) {
        List<Checks.Promise> promises = new ArrayList<>();
        Optional<State> state = Optional.empty();
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            if (words.length != 3) {
                return Optional.empty();
            }
            if (words[0].equals("check")) {
                promises.add(new Checks.Promise(Checks.Algorithm.valueOf(words[1]), words[2]));
            } else if (!words[0].equals("have")) {
                return Optional.empty();
            } else {
                state = Optional.of(new State(promises, Long.parseLong(words[1]), words[2]));
            }
        }
        return state;
    }

    /** Starts it, over whatever was there. */
    void begin(List<Checks.Promise> promises) throws IOException {
        StringBuilder text = new StringBuilder(identity).append('\n');
        for (Checks.Promise promise : promises) {
            text.append("check ")
                    .append(promise.algorithm().name())
                    .append(' ')
                    .append(promise.value())
                    .append('\n');
        }
        delete();
        write(text.toString(), StandardOpenOption.CREATE_NEW);
    }

    void have(long bytes, String crc32c) throws IOException {
        write("have " + bytes + " " + crc32c + "\n", StandardOpenOption.APPEND);
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    // A link left there by somebody else must not lead the text elsewhere.
    private void write(String text, StandardOpenOption how) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, Set.of(StandardOpenOption.WRITE, how, LinkOption.NOFOLLOW_LINKS))) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }
}
