package io.quantmini.benchmarks;

/** Ways to read a flat file of minute bars, from gzip to typed columns. */
@SuppressWarnings("ImmutableEnumChecker") // they hold nothing of a file
public enum IngestContender {
    /** The streaming ingestor behind admission: strict, every row checked, deduplicated and accounted for. */
    QUANTMINI(OurIngestor.STREAMING.parser(), OurIngestor.STREAMING.reader()),

    /** The same by java.util.zip and one record after the other: the oracle. */
    PLAIN(OurIngestor.PLAIN.parser(), OurIngestor.PLAIN.reader()),

    /** The whole file at once. */
    BATCH(OurIngestor.BATCH.parser(), OurIngestor.BATCH.reader()),

    /** As {@link #QUANTMINI}, and another thread inflates ahead where there is one to spare: two threads a file. */
    PARALLEL(OurIngestor.PARALLEL.parser(), OurIngestor.PARALLEL.reader()),

    FASTCSV(new FastCsvBars()),
    JACKSON_CSV(new JacksonCsvBars()),
    ARROW_DATASET(new ArrowDatasetBars()),
    DUCKDB(new DuckDbBars());

    private final BarReader parser;
    private final BarReader reader;

    IngestContender(BarReader reader) {
        this(reader, reader);
    }

    IngestContender(BarReader parser, BarReader reader) {
        this.parser = parser;
        this.reader = reader;
    }

    /** Parses only; the same as {@link #reader()} for those that do no more anyway. */
    BarReader parser() {
        return parser;
    }

    /** Does all it does. */
    BarReader reader() {
        return reader;
    }
}
