package io.quantmini.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quantmini.ConfigurationException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestOptionsTest {
    @Test
    void the_defaults_are_the_vendors_interface_and_what_it_gives_for_free() {
        RestOptions options = RestOptions.defaults();
        assertThat(options.endpoint()).isEqualTo(URI.create("https://api.massive.com"));
        assertThat(options.requestsPerMinute()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1:80", "http://localhost:9000", "http://[::1]:9000", "https://api.polygon.io/"})
    void plain_http_goes_to_loopback_only(String endpoint) {
        assertThat(endpoint(endpoint).endpoint()).isEqualTo(URI.create(endpoint));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.massive.com",
                "http://localhost.example.com",
                "http://127.0.0.1.example.com",
                "http://128.0.0.1",
                "file:///etc/passwd",
                "https://api.massive.com/v3",
                "https://api.massive.com?apiKey=1",
                "api.massive.com"
            })
    void any_other_endpoint_is_refused(String endpoint) {
        assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> endpoint(endpoint));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://canary@api.massive.com", "https://api.massive.com/?apiKey=canary"})
    void keys_pasted_into_the_endpoint_are_not_repeated(String endpoint) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> endpoint(endpoint))
                .withMessageNotContaining("canary");
    }

    @Test
    void numbers_and_times_that_are_none_are_refused() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> RestOptions.builder().requestsPerMinute(0).build());
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> RestOptions.builder().maxPageBytes(-1).build());
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() ->
                        RestOptions.builder().requestTimeout(Duration.ZERO).build());
    }

    private static RestOptions endpoint(String endpoint) {
        return RestOptions.builder().endpoint(URI.create(endpoint)).build();
    }
}
