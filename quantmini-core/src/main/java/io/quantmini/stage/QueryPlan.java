package io.quantmini.stage;

import io.quantmini.lake.LakeFile;
import java.util.List;
import java.util.Locale;

/**
 * How a question would be answered on the state committed now.
 *
 * @param engine what reads the files: {@link #READER} or {@link #DUCKDB}
 * @param cached whether the answer is in memory already, so that nothing is read
 * @param filesConsidered committed files of the tables asked for
 * @param files those that would be opened, by path; of each the parts that statistics do not rule out are read
 */
public record QueryPlan(String engine, boolean cached, long filesConsidered, List<LakeFile> files) {
    /** The lake's own reader, for bars: sorted files are merged. */
    public static final String READER = "reader";
    /** DuckDB. */
    public static final String DUCKDB = "duckdb";

    public QueryPlan {
        files = List.copyOf(files);
    }

    /** Length of the files that would be opened. */
    public long bytes() {
        return files.stream().mapToLong(LakeFile::bytes).sum();
    }

    /** In a few lines of text, for people. */
    public String describe() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%s reads %,d of %,d files, %,d bytes%s%n",
                engine,
                files.size(),
                filesConsidered,
                bytes(),
                cached ? "; the answer is in memory" : ""));
        files.forEach(file -> text.append(String.format(Locale.ROOT, "  %,12d rows  %s%n", file.rows(), file.path())));
        return text.toString();
    }
}
