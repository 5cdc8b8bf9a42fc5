package io.quantmini.rest;

import static io.quantmini.rest.VendorLake.split;
import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.stage.DownloadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ResumeProperties {
    @Property(tries = 15)
    void wherever_and_however_often_it_breaks_off_the_same_files_are_there_in_the_end(
            @ForAll @IntRange(min = 1, max = 5) int pages,
            @ForAll @Size(max = 4) List<@IntRange(max = 3) Integer> answersBeforeABreak)
            throws IOException {
        Path directory = Files.createTempDirectory("resume");
        AtomicInteger left = new AtomicInteger();
        try (VendorServer server = new VendorServer(asked -> {
            if (left.getAndDecrement() > 0) {
                asked.json(page(asked.target(), pages));
            }
        })) {
            VendorLake broken = new VendorLake(directory.resolve("broken"), server);
            boolean done = false;
            for (int answers : answersBeforeABreak) {
                left.set(answers);
                done |= ask(broken);
            }
            left.set(Integer.MAX_VALUE);
            assertThat(ask(broken)).isTrue();
            VendorLake plain = new VendorLake(directory.resolve("plain"), server);
            assertThat(ask(plain)).isTrue();
            assertThat(broken.files()).isEqualTo(plain.files());
            assertThat(broken.files()).containsKey("metadata/stocks/splits.parquet");
            assertThat(done || answersBeforeABreak.stream().noneMatch(answers -> answers >= pages))
                    .isTrue();
        } finally {
            try (Stream<Path> walk = Files.walk(directory)) {
                for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static boolean ask(VendorLake lake) {
        try {
            lake.ask("2025-01-31", ReferenceRequest.builder().splits());
            return true;
        } catch (DownloadException e) {
            assertThat(e.retryable()).isTrue();
            return false;
        }
    }

    private static String page(String target, int pages) {
        int page = target.contains("cursor=") ? Integer.parseInt(target.substring(target.indexOf("cursor=") + 7)) : 1;
        String next = page == pages ? "" : ", \"next_url\": \"/v3/reference/splits?cursor=" + (page + 1) + "\"";
        return "{\"results\": [" + split("T" + page, "2024-01-0" + page, 1, 2) + "]" + next + "}";
    }
}
