package io.quantmini.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeCommitTest {
    @TempDir
    Path directory;

    @Test
    void a_commit_of_a_thousand_files_says_what_it_asks_of_the_disk() throws IOException {
        assertThat(ingest(1_000).err()).contains("bronze   stocks_minute   commits 1,000 files (");
    }

    @Test
    void a_smaller_one_does_not() throws IOException {
        assertThat(ingest(999).err()).doesNotContain("commits");
    }

    /** One bar each. */
    private CommandRun ingest(int symbols) throws IOException {
        StringBuilder text = new StringBuilder("ticker,volume,open,close,high,low,window_start,transactions\n");
        for (int i = 0; i < symbols; i++) {
            text.append("S").append(10_000 + i).append(",100,1,1,1,1,1735828200000000000,1\n");
        }
        Path file = directory.resolve("bars.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        }
        Path lake = directory.resolve("lake");
        CommandRun run = CommandRun.of(
                "ingest",
                "--dataset",
                "stocks_minute",
                "--file",
                file,
                "--session",
                "2025-01-02",
                "--settle",
                "session",
                "--lake",
                lake);
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }
}
