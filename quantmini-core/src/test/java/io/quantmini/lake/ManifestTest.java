package io.quantmini.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class ManifestTest {
    @Property(tries = 300)
    void a_prefix_finds_exactly_the_files_that_start_with_it(
            @ForAll("paths") Set<String> paths, @ForAll("prefixes") String prefix) {
        Manifest manifest = Manifest.of(files(paths));
        List<LakeFile> found = new ArrayList<>();
        manifest.forEach(prefix, found::add);

        assertThat(found)
                .isEqualTo(files(paths).stream()
                        .filter(file -> file.path().startsWith(prefix))
                        .sorted(Comparator.comparing(LakeFile::path))
                        .toList());
        assertThat(manifest.contains(prefix)).isEqualTo(paths.contains(prefix));
    }

    @Property(tries = 100)
    void a_manifest_does_not_depend_on_the_order_of_its_files(@ForAll("paths") Set<String> paths, @ForAll long seed) {
        List<LakeFile> shuffled = new ArrayList<>(files(paths));
        Collections.shuffle(shuffled, new Random(seed));
        Manifest manifest = Manifest.of(shuffled);

        assertThat(manifest.bytes()).isEqualTo(Manifest.of(files(paths)).bytes());
        assertThat(Manifest.of(manifest.bytes()).files()).containsExactlyInAnyOrderElementsOf(shuffled);
    }

    @Test
    void it_is_a_table_with_column_names() {
        LakeFile file = new LakeFile("a/b.parquet", 10, 2, 0xabcL, -5, Long.MAX_VALUE);

        assertThat(new String(Manifest.of(List.of(file)).bytes(), StandardCharsets.US_ASCII))
                .isEqualTo("""
                        path\tbytes\trows\tcrc32c\tmin_time_micros\tmax_time_micros
                        a/b.parquet\t10\t2\t00000abc\t-5\t9223372036854775807
                        """);
    }

    @Test
    void a_path_stands_in_it_once_and_stays_below_the_root() {
        LakeFile file = new LakeFile("a/b.parquet", 1, 1, 1, 1, 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Manifest.of(List.of(file, file)))
                .withMessageContaining("twice");
        for (String path : List.of("", "/a", "a/../b", "..", "a//b", "a\tb", "a\nb", "a/.", "é", "a\\b")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Manifest.of(List.of(new LakeFile(path, 1, 1, 1, 1, 1))));
        }
    }

    @Test
    void other_bytes_are_no_manifest() {
        byte[] other = "path\tbytes\n".getBytes(StandardCharsets.US_ASCII);

        assertThatIllegalArgumentException().isThrownBy(() -> Manifest.of(other));
        assertThatIllegalArgumentException().isThrownBy(() -> Manifest.of(new byte[0]));
    }

    private static List<LakeFile> files(Set<String> paths) {
        List<LakeFile> files = new ArrayList<>();
        for (String path : paths) {
            long n = Math.abs((long) path.hashCode());
            files.add(new LakeFile(path, n, n % 7, n & 0xffffffffL, -n, n));
        }
        return files;
    }

    @Provide
    Arbitrary<Set<String>> paths() {
        Arbitrary<String> parts =
                Arbitraries.strings().withChars("AB-_=%.1").ofMinLength(1).ofMaxLength(3);
        return parts.list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(list -> "x" + String.join("/x", list))
                .set()
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<String> prefixes() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withChars("xAB-_/").ofMaxLength(4),
                paths().filter(set -> !set.isEmpty()).map(set -> set.iterator().next()));
    }
}
