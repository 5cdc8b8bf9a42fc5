package io.quantmini.docs;

import static io.quantmini.docs.Texts.COMMANDS;
import static io.quantmini.docs.Texts.found;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AskingPageTest {
    @Test
    void its_program_compiles(@TempDir Path classes) throws IOException {
        String source = """
                import static io.quantmini.market.Dataset.*;
                import static io.quantmini.stage.BarInterval.*;
                import io.quantmini.Quantmini;
                import io.quantmini.batch.*;
                import io.quantmini.market.*;
                import io.quantmini.stage.*;
                import java.nio.file.Path;
                import java.time.Instant;
                import java.util.List;
                final class Program {
                    static void run(Path lake) {
                """ + ReadmeTest.block(page(), "java") + "}}";
        assertThat(ReadmeTest.compile(source, classes)).isEmpty();
    }

    @Test
    void its_options_are_those_of_the_commands() throws IOException {
        String commands = Texts.read(
                COMMANDS + "BarsCommand.java", COMMANDS + "QueryCommand.java", COMMANDS + "OutputOptions.java");
        assertThat(found("(--[a-z][a-z-]+)", ReadmeTest.block(page(), "sh"), 9))
                .allSatisfy(option -> assertThat(commands).contains("\"" + option + "\""));
    }

    @Test
    void its_tables_are_those_of_the_engine() throws IOException {
        String tables = Texts.read("quantmini-query/src/main/java/io/quantmini/query/internal/LakeTable.java");
        assertThat(found("`(?:reference|metadata)\\.([a-z_]+)`", page(), 7))
                .hasSize(7)
                .allSatisfy(table -> assertThat(tables).contains("/" + table + "\""));
    }

    private static String page() throws IOException {
        return Texts.read("docs/asking.md");
    }
}
