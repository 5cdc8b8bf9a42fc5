package io.quantmini.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pages and sources of this repository, and what is written in them. */
final class Texts {
    static final Path ROOT = Path.of("..");
    static final String COMMANDS = "examples/cli/src/main/java/io/quantmini/cli/";

    private Texts() {}

    /** Files as one text. */
    static String read(String... paths) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String path : paths) {
            text.append(Files.readString(ROOT.resolve(path)));
        }
        return text.toString();
    }

    /** What the first group of the pattern finds; at least so many different ones, or the pattern is wrong. */
    static Set<String> found(String pattern, String text, int least) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        Set<String> found = new TreeSet<>();
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        assertThat(found).hasSizeGreaterThanOrEqualTo(least);
        return found;
    }
}
