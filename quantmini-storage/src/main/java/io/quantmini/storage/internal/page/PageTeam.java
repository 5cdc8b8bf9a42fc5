package io.quantmini.storage.internal.page;

import java.io.IOException;
import java.util.List;

/** Threads that encode pages, each with what it needs for one page at a time. */
public final class PageTeam {
    private final EncodeThreads threads;
    private final List<PageScratch> scratches;

    /** Work on pages. */
    @FunctionalInterface
    interface Task {
        void run(PageScratch scratch) throws IOException;
    }

    /**
     * Owns neither.
     *
     * @param codecs one a thread
     */
    public PageTeam(EncodeThreads threads, List<PageCodec> codecs) {
        this.threads = threads;
        this.scratches = codecs.stream().map(PageScratch::new).toList();
    }

    /** As {@link EncodeThreads#run}. */
    void run(List<? extends Task> tasks) throws IOException {
        if (threads.count() == 1) {
            for (Task task : tasks) {
                task.run(scratches.get(0));
            }
            return;
        }
        List<EncodeThreads.Task> numbered = tasks.stream()
                .<EncodeThreads.Task>map(task -> thread -> task.run(scratches.get(thread)))
                .toList();
        threads.run(numbered);
    }
}
