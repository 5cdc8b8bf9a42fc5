package io.quantmini.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReferencePageTest {
    private static final Path ROOT = Path.of("..");
    private static final Path COMMANDS = ROOT.resolve("examples/cli/src/main/java/io/quantmini/cli");

    @Test
    void every_option_that_the_page_names_is_one_of_the_command() throws IOException {
        String command = Files.readString(COMMANDS.resolve("ReferenceCommand.java"))
                + Files.readString(COMMANDS.resolve("ReferenceOptions.java"));
        assertThat(found("names = \"(--[a-z-]+)\"", command)).containsAll(found("(?<![a-z-])(--[a-z][a-z-]+)", page()));
    }

    @Test
    void every_table_that_the_page_names_is_made() throws IOException {
        StringBuilder makers = new StringBuilder();
        for (String maker : new String[] {
            "quantmini-rest/src/main/java/io/quantmini/rest/VendorTable.java",
            "quantmini-core/src/main/java/io/quantmini/pipeline/ReferenceTables.java",
            "quantmini-core/src/main/java/io/quantmini/pipeline/TickerEventsTable.java"
        }) {
            makers.append(Files.readString(ROOT.resolve(maker)));
        }
        for (String table : found("`(?:stocks|options)/([a-z_]+)[^`]*`", page())) {
            assertThat(makers.toString()).contains(table);
        }
    }

    private static String page() throws IOException {
        return Files.readString(ROOT.resolve("docs/reference.md"));
    }

    private static Set<String> found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        Set<String> found = new TreeSet<>();
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        assertThat(found).hasSizeGreaterThan(3);
        return found;
    }
}
