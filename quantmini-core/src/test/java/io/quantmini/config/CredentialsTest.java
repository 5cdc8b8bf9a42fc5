package io.quantmini.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
    private static final String FILE_TEXT =
            "api_key: file-key\ns3:\n  access_key_id: file-id\n  secret_access_key: 'file-secret'\n";

    @TempDir
    Path directory;

    private final Map<String, String> environment = new HashMap<>();

    @ParameterizedTest
    @CsvSource({
        "POLYGON_API_KEY, POLYGON_S3_KEY, POLYGON_S3_SECRET",
        "MASSIVE_API_KEY, MASSIVE_S3_ACCESS_KEY_ID, MASSIVE_S3_SECRET_ACCESS_KEY"
    })
    void either_family_of_variables_works(String api, String id, String secret) {
        environment.put(api, "env-key");
        environment.put(id, " env-id ");
        environment.put(secret, "env-secret\n");

        assertThat(load().credentials())
                .isEqualTo(Credentials.none().withApiKey("env-key").withS3("env-id", "env-secret"));
        assertThat(load().describe()).contains("environment " + api, "environment " + id, "environment " + secret);
    }

    @ParameterizedTest
    @CsvSource({
        "POLYGON_API_KEY, MASSIVE_API_KEY",
        "POLYGON_S3_KEY, MASSIVE_S3_ACCESS_KEY_ID",
        "POLYGON_S3_SECRET, MASSIVE_S3_SECRET_ACCESS_KEY"
    })
    void both_families_may_agree_and_must_not_differ(String older, String newer) {
        environment.put("POLYGON_S3_KEY", "hunter2");
        environment.put("POLYGON_S3_SECRET", "hunter2");
        environment.put(older, "hunter2");
        environment.put(newer, "hunter2");
        assertThat(load().credentials().s3()).isPresent();

        environment.put(newer, "hunter2-other");
        refused(this::load).contains(older, newer, "unset one");
    }

    @Test
    void the_two_families_are_compared_across_dot_env_and_environment() throws IOException {
        Files.writeString(directory.resolve(".env"), "POLYGON_API_KEY=hunter2a\n");
        environment.put("MASSIVE_API_KEY", "hunter2b");

        refused(this::load).contains(".env:1", "environment MASSIVE_API_KEY", "POLYGON_API_KEY");
    }

    @Test
    void half_a_pair_is_refused_naming_what_is_missing() throws IOException {
        environment.put("POLYGON_S3_KEY", "hunter2");
        refused(this::load).contains("POLYGON_S3_SECRET or MASSIVE_S3_SECRET_ACCESS_KEY");

        environment.clear();
        environment.put("MASSIVE_S3_SECRET_ACCESS_KEY", "hunter2");
        refused(this::load).contains("POLYGON_S3_KEY or MASSIVE_S3_ACCESS_KEY_ID");

        environment.clear();
        file("s3:\n  access_key_id: hunter2\n", "rw-------");
        refused(this::load).contains("credentials.yaml:2", "set s3.secret_access_key");
    }

    @Test
    void code_wins_over_environment_over_file_part_by_part() throws IOException {
        file(FILE_TEXT, "rw-------");
        assertThat(load().credentials())
                .isEqualTo(Credentials.none().withApiKey("file-key").withS3("file-id", "file-secret"));

        environment.put("POLYGON_S3_KEY", "env-id");
        environment.put("POLYGON_S3_SECRET", "env-secret");
        assertThat(load().credentials())
                .isEqualTo(Credentials.none().withApiKey("file-key").withS3("env-id", "env-secret"));

        QuantminiConfig config = loader().read()
                .credentials(Credentials.none().withApiKey("code-key"))
                .build();
        assertThat(config.credentials())
                .isEqualTo(Credentials.none().withApiKey("code-key").withS3("env-id", "env-secret"));
        assertThat(config.settings())
                .contains(
                        new Setting("api_key", "***", "code"),
                        new Setting("s3.access_key_id", "***", "environment POLYGON_S3_KEY"));
    }

    @Test
    void a_builder_on_its_own_reads_no_secrets() {
        assertThat(QuantminiConfig.builder().build().credentials()).isEqualTo(Credentials.none());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-r-----", "rw----r--", "rwx--x---", "rw--w----"})
    void a_file_that_others_may_touch_is_refused_with_the_remedy(String permissions) throws IOException {
        file(FILE_TEXT.replace("file-secret", "hunter2"), permissions);

        refused(this::load).contains(permissions, "run chmod 600 " + directory.resolve("config/credentials.yaml"));
    }

    @Test
    void a_file_not_needed_is_not_looked_at() throws IOException {
        file("what: ever", "rw-r--r--");
        Credentials all = Credentials.none().withApiKey("k").withS3("a", "b");

        assertThat(loader().read().credentials(all).build().credentials()).isEqualTo(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter2 x", "hunter2\nHeader: y", "hunter2\u00e9", "hunter2\u0007"})
    void a_secret_that_would_not_survive_a_header_is_refused_unseen(String secret) {
        environment.put("MASSIVE_API_KEY", secret);

        refused(this::load).contains("environment MASSIVE_API_KEY", "printable ASCII");
        refused(() -> Credentials.none().withApiKey(secret)).contains("api_key");
        refused(() -> S3Keys.of(secret, "b")).contains("s3.access_key_id");
        refused(() -> S3Keys.of("a", secret)).contains("s3.secret_access_key");
    }

    @Test
    void nothing_that_prints_shows_a_secret() throws IOException {
        file(FILE_TEXT.replace("file-", "hunter2-"), "rw-------");
        environment.put("POLYGON_API_KEY", "hunter2");

        QuantminiConfig config = load();

        assertThat(config.toString()).contains("Credentials[***]").doesNotContain("hunter2");
        assertThat(config.describe()).contains("***").doesNotContain("hunter2");
        assertThat(config.credentials().toString()).isEqualTo("Credentials[***]");
        assertThat(config.credentials().s3().orElseThrow().toString()).isEqualTo("S3Keys[***]");
        assertThat(new Variable("hunter2", "x").toString()).doesNotContain("hunter2");
    }

    @Test
    void the_shipped_example_sets_nothing_and_uncommented_has_every_key() throws IOException {
        String example = Files.readString(Path.of("..", "config", "credentials.yaml.example"));
        file(example, "rw-------");
        assertThat(load().credentials()).isEqualTo(Credentials.none());

        String uncommented = example.replaceAll("(?m)^#( *[a-z0-9_]+:.*)$", "$1");
        List<String> keys = YamlSettings.parse(Path.of("x"), uncommented, CredentialKeys.YAML, true).stream()
                .map(YamlSettings.Entry::key)
                .toList();
        assertThat(keys).isEqualTo(CredentialKeys.YAML);
        CredentialKeys.VARIABLES.forEach(name -> assertThat(example).contains(name));
    }

    private QuantminiConfig load() {
        return loader().load();
    }

    private ConfigLoader loader() {
        return ConfigLoader.of(environment).directory(directory);
    }

    private void file(String text, String permissions) throws IOException {
        Path file = directory.resolve("config/credentials.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static org.assertj.core.api.AbstractStringAssert<?> refused(ThrowingCallable call) {
        var error = assertThatThrownBy(call).isInstanceOf(ConfigurationException.class);
        error.satisfies(e -> assertThat(Throwables.getStackTrace(e)).doesNotContain("hunter2"));
        return error.message();
    }
}
