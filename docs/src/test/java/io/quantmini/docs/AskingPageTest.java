package io.quantmini.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AskingPageTest {
    private static final Path ROOT = Path.of("..");
    private static final Path COMMANDS = ROOT.resolve("examples/cli/src/main/java/io/quantmini/cli");

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
        String commands = Files.readString(COMMANDS.resolve("BarsCommand.java"))
                + Files.readString(COMMANDS.resolve("QueryCommand.java"))
                + Files.readString(COMMANDS.resolve("OutputOptions.java"));
        Matcher options = Pattern.compile("(--[a-z][a-z-]+)").matcher(ReadmeTest.block(page(), "sh"));
        int found = 0;
        while (options.find()) {
            assertThat(commands).contains("\"" + options.group(1) + "\"");
            found++;
        }
        assertThat(found).isGreaterThan(8);
    }

    @Test
    void its_tables_are_those_of_the_engine() throws IOException {
        String tables = Files.readString(
                ROOT.resolve("quantmini-query/src/main/java/io/quantmini/query/internal/LakeTable.java"));
        Matcher named = Pattern.compile("`(?:reference|metadata)\\.([a-z_]+)`").matcher(page());
        int found = 0;
        while (named.find()) {
            assertThat(tables).contains("/" + named.group(1) + "\"");
            found++;
        }
        assertThat(found).isEqualTo(7);
    }

    private static String page() throws IOException {
        return Files.readString(ROOT.resolve("docs/asking.md"));
    }
}
