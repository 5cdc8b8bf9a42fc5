package io.quantmini.docs;

import static io.quantmini.docs.Texts.ROOT;
import static io.quantmini.docs.Texts.found;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void every_class_that_architecture_names_exists() throws IOException {
        Set<String> classes;
        try (Stream<Path> files = Files.walk(ROOT)) {
            classes = files.filter(file -> file.toString().contains("/src/main/java/"))
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
        classes.add("ServiceLoader");
        assertThat(classes).containsAll(named("`([A-Z][A-Za-z0-9]+)`"));
    }

    @Test
    void every_package_that_architecture_names_exists() throws IOException {
        for (String name : named("`(io\\.quantmini[a-z.0-9]*)`")) {
            assertThat(ROOT.resolve("quantmini-core/src/main/java").resolve(name.replace('.', '/')))
                    .isDirectory();
        }
    }

    @Test
    void every_module_of_the_build_is_in_architecture() throws IOException {
        Set<String> modules = found("<module>([^<]+)</module>", Texts.read("pom.xml"), 1);
        Set<String> rows = named("(?m)^\\| ([a-z0-9-]+) \\|");
        assertThat(rows).containsAll(modules);
    }

    private static Set<String> named(String pattern) throws IOException {
        return found(pattern, Texts.read("ARCHITECTURE.md"), 1);
    }
}
