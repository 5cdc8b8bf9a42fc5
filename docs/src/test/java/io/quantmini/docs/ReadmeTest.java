package io.quantmini.docs;

import static io.quantmini.docs.Texts.COMMANDS;
import static io.quantmini.docs.Texts.ROOT;
import static io.quantmini.docs.Texts.found;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {
    @Test
    void the_program_in_readme_compiles(@TempDir Path classes) throws IOException {
        String program = block(Texts.read("README.md"), "java");
        String source = """
                import static io.quantmini.market.Dataset.*;
                import static io.quantmini.stage.BarInterval.*;
                import io.quantmini.Quantmini;
                import io.quantmini.batch.*;
                import io.quantmini.features.FeatureSets;
                import io.quantmini.market.*;
                import io.quantmini.pipeline.*;
                import java.nio.file.Path;
                final class Program {
                    static void run(Path files) {
                """ + program + "}}";
        assertThat(program.lines().count()).isLessThanOrEqualTo(12);
        assertThat(compile(source, classes)).isEmpty();
    }

    @Test
    void every_command_of_readme_is_one_of_the_command_line() throws IOException {
        for (String words : found("\\./quantmini ([a-z0-9-]+)", Texts.read("README.md"), 6)) {
            StringBuilder name = new StringBuilder();
            for (String word : words.split("-")) {
                name.append(word.substring(0, 1).toUpperCase(java.util.Locale.ROOT))
                        .append(word.substring(1));
            }
            assertThat(ROOT.resolve(COMMANDS + name + "Command.java")).exists();
        }
    }

    @Test
    void every_decision_is_numbered_once_and_has_its_three_parts() throws IOException {
        try (var files = Files.list(ROOT.resolve("docs/adr"))) {
            List<Path> decisions = files.sorted().toList();
            assertThat(decisions).isNotEmpty();
            for (int i = 0; i < decisions.size(); i++) {
                String text = Files.readString(decisions.get(i));
                assertThat(decisions.get(i).getFileName().toString()).startsWith(String.format("%04d-", i + 1));
                assertThat(text).startsWith("# " + (i + 1) + ". ").contains("**Decision.**", "**Consequences.**");
            }
        }
    }

    static String block(String markdown, String language) {
        Matcher matcher = Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
                .matcher(markdown);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    static String compile(String source, Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        JavaFileObject program =
                new SimpleJavaFileObject(URI.create("string:///Program.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        boolean done = compiler.getTask(
                        messages,
                        null,
                        null,
                        List.of("-d", classes.toString(), "-proc:none", "-cp", System.getProperty("java.class.path")),
                        null,
                        List.of(program))
                .call();
        return done ? "" : messages.toString();
    }
}
