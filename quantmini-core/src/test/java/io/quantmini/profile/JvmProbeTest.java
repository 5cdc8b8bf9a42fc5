package io.quantmini.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.profile.SystemProfile.Jvm;
import java.util.List;
import org.junit.jupiter.api.Test;

class JvmProbeTest {
    @Test
    void properties_and_agents_are_not_shown() {
        assertThat(JvmProbe.visible(List.of(
                        "-Xmx512m", "-Dkey=secret", "-javaagent:a.jar=secret", Jvm.OPEN_NIO, "-XX:+UseSerialGC")))
                .containsExactly("-Xmx512m", Jvm.OPEN_NIO, "-XX:+UseSerialGC");
    }

    @Test
    void a_closed_nio_is_the_only_thing_missing_on_17() {
        assertThat(JvmProbe.missing(List.of(), false, 17)).containsExactly(Jvm.OPEN_NIO);
        assertThat(JvmProbe.missing(List.of(), true, 17)).isEmpty();
    }

    @Test
    void from_24_on_two_more_flags_keep_it_quiet() {
        assertThat(JvmProbe.missing(List.of(), true, 25))
                .containsExactly("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED");
        assertThat(JvmProbe.missing(
                        List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"),
                        true,
                        25))
                .isEmpty();
    }
}
