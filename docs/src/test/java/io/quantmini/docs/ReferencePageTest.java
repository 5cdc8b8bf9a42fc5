package io.quantmini.docs;

import static io.quantmini.docs.Texts.COMMANDS;
import static io.quantmini.docs.Texts.found;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ReferencePageTest {
    @Test
    void every_option_that_the_page_names_is_one_of_the_command() throws IOException {
        String command = Texts.read(COMMANDS + "ReferenceCommand.java", COMMANDS + "ReferenceOptions.java");
        assertThat(found("names = \"(--[a-z-]+)\"", command, 4))
                .containsAll(found("(?<![a-z-])(--[a-z][a-z-]+)", page(), 4));
    }

    @Test
    void every_table_that_the_page_names_is_made() throws IOException {
        String makers = Texts.read(
                "quantmini-rest/src/main/java/io/quantmini/rest/VendorTable.java",
                "quantmini-core/src/main/java/io/quantmini/pipeline/ReferenceTables.java",
                "quantmini-core/src/main/java/io/quantmini/pipeline/TickerEventsTable.java");
        assertThat(found("`(?:stocks|options)/([a-z_]+)[^`]*`", page(), 4))
                .allSatisfy(table -> assertThat(makers).contains(table));
    }

    private static String page() throws IOException {
        return Texts.read("docs/reference.md");
    }
}
