package io.quantmini.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quantmini.ConfigurationException;
import io.quantmini.config.QuantminiConfig;
import java.net.URI;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3DownloaderOptionsTest {
    @Test
    void the_defaults_are_the_vendors_store() {
        S3DownloaderOptions options = S3DownloaderOptions.defaults();
        assertThat(options.endpoint()).isEqualTo(URI.create("https://files.massive.com"));
        assertThat(options.bucket()).isEqualTo("flatfiles");
        assertThat(options.isLoopback()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1:80", "http://localhost:9000", "http://[::1]:9000", "https://files.polygon.io"})
    void plain_http_goes_to_loopback_only(String endpoint) {
        assertThat(endpoint(endpoint).endpoint()).isEqualTo(URI.create(endpoint));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://files.massive.com",
                "http://localhost.example.com",
                "http://127.0.0.1.example.com",
                "http://128.0.0.1",
                "ftp://127.0.0.1",
                "https://files.massive.com/flatfiles",
                "https://files.massive.com?x=1",
                "files.massive.com"
            })
    void any_other_endpoint_is_refused(String endpoint) {
        assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> endpoint(endpoint));
    }

    @Test
    void credentials_pasted_into_the_endpoint_are_not_repeated() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> endpoint("https://user:canary@files.massive.com"))
                .withMessageNotContaining("canary");
    }

    @Test
    void empty_names_and_times_are_refused() {
        S3DownloaderOptions.Builder builder = S3DownloaderOptions.builder();
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> builder.bucket("../up").build());
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> S3DownloaderOptions.builder().region("").build());
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() ->
                        S3DownloaderOptions.builder().idleTimeout(Duration.ZERO).build());
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> S3DownloaderOptions.builder().maxAttempts(0).build());
    }

    @Test
    void the_configured_bandwidth_holds_for_all_transfers_and_none_is_no_limit() {
        assertThat(S3DownloaderProvider.options(QuantminiConfig.builder().build()))
                .isEqualTo(S3DownloaderOptions.defaults());
        for (long most : new long[] {10_000_000, 100}) {
            QuantminiConfig config = QuantminiConfig.builder()
                    .download(new QuantminiConfig.Download(
                            OptionalInt.empty(), OptionalLong.of(most), Duration.ofHours(1)))
                    .build();
            assertThat(S3DownloaderProvider.options(config).maxBytesPerSecond()).isEqualTo(most);
            assertThat(S3DownloaderProvider.options(config).minBytesPerSecond()).isEqualTo(Math.min(1_024, most));
        }
    }

    private static S3DownloaderOptions endpoint(String endpoint) {
        return S3DownloaderOptions.builder().endpoint(URI.create(endpoint)).build();
    }
}
