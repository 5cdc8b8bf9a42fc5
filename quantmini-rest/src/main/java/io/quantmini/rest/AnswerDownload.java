package io.quantmini.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quantmini.lake.LandingWriter;
import io.quantmini.market.SessionRange;
import io.quantmini.pipeline.ProgressListener;
import io.quantmini.stage.DownloadException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings the answers to questions into landing, page by page. What was begun and is still wanted is gone on with behind its
 * last page; other beginnings are thrown away. Used by one thread, which holds landing's lock.
 */
final class AnswerDownload {
    /** More pages than any answer has: a server that always knows another is no good. */
    private static final int MOST_PAGES = 99_999;

    private static final Set<Integer> CURSOR_REFUSED = Set.of(400, 404, 410);

    private final RestClient client;
    private final LandingWriter writer;
    private final Path landing;
    private final ProgressListener progress;
    private long bytes;

    AnswerDownload(RestClient client, LandingWriter writer, Path landing, ProgressListener progress) {
        this.client = client;
        this.writer = writer;
        this.landing = landing;
        this.progress = progress;
    }

    /** Bytes that landed. */
    long bytes() {
        return bytes;
    }

    /**
     * Asks until nothing is due.
     *
     * @throws DownloadException when the vendor cannot be asked; pages that landed stay, for the next run
     */
    void bring(Question question, Schedule schedule) {
        boolean whole = false;
        while (!whole) {
            LandedSeries series = LandedSeries.read(landing, question.series());
            Optional<SessionRange> due = schedule.due(question, series);
            @Nullable LandedAnswer begun = begun(question, series, due);
            if (due.isEmpty()) {
                return;
            }
            LandedAnswer answer = begun == null ? series.next(due.get()) : begun;
            finish(question, answer);
            // When an older beginning was finished, some days are still due.
            whole = answer.range().equals(due.get());
        }
    }

    private @Nullable LandedAnswer begun(Question question, LandedSeries series, Optional<SessionRange> due) {
        @Nullable LandedAnswer begun = null;
        for (LandedAnswer unfinished : series.unfinished()) {
            if (begun == null && due.isPresent() && Schedule.goesOn(question, unfinished, due.get())) {
                begun = unfinished;
            } else {
                writer.delete(unfinished.path());
            }
        }
        return begun;
    }

    private void finish(Question question, LandedAnswer answer) {
        int there = answer.pages();
        if (there > 0 && !leadsOn(answer, there)) {
            writer.delete(answer.path());
            there = 0;
        }
        try {
            pages(question, answer, there);
        } catch (DownloadException e) {
            if (there == 0 || answer.pages() != there || !CURSOR_REFUSED.contains(e.status())) {
                throw e;
            }
            // The vendor forgot where the answer had been broken off.
            writer.delete(answer.path());
            pages(question, answer, 0);
        }
        writer.write(answer.marker(), answer.description());
    }

    private void pages(Question question, LandedAnswer answer, int there) {
        int number = there;
        Set<URI> seen = new HashSet<>();
        @Nullable
        URI address = there == 0 ? client.first(question.target().apply(answer.range())) : next(answer, there);
        while (address != null) {
            number++;
            String name = answer.page(number);
            if (!seen.add(address) || number > MOST_PAGES) {
                writer.delete(answer.path());
                throw client.faults()
                        .unusable(name, "the answer does not get on past page " + (number - 1), "try again later");
            }
            Page page = client.get(address, name, question.hasResults());
            // Before it lands: a page that leads elsewhere must not be there to be followed by the next run.
            address = page.next() == null ? null : client.next(page.next(), name);
            writer.write(name, page.body());
            bytes += page.body().length;
            progress.onPage(new ProgressListener.Page(
                    answer.path().substring(LandedSeries.ROOT.length() + 1),
                    number,
                    address == null,
                    page.rows(),
                    page.body().length));
        }
    }

    /** Whether what was begun can be gone on with; not when it came from another endpoint. */
    private boolean leadsOn(LandedAnswer answer, int page) {
        try {
            next(answer, page);
            return true;
        } catch (DownloadException e) {
            return false;
        }
    }

    private @Nullable URI next(LandedAnswer answer, int page) {
        Path file = answer.file(page);
        try {
            String next = Page.of(Files.readAllBytes(file)).next();
            return next == null ? null : client.next(next, answer.page(page));
        } catch (JsonProcessingException e) {
            throw new ReferenceException(file, "", 0, "expected the page that landed; delete it and run again", e);
        } catch (IOException e) {
            throw new ReferenceException(file, "", 0, e + "; check the path and its permissions", e);
        }
    }
}
