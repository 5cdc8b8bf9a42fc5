package io.quantmini.features.internal;

import io.quantmini.market.BarSchema;
import io.quantmini.stage.FeatureRequest;
import java.util.List;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;

/** Goes through all bars of a request for the values that cross-sections compare, once a level. */
final class CrossPass {
    private static final int BLOCK_ROWS = 16_384;

    private final FeatureRequest request;
    private final StockIdentities identities;
    private final CrossSections cross;
    private final int date;

    CrossPass(FeatureRequest request, StockIdentities identities, CrossSections cross) {
        this.request = request;
        this.identities = identities;
        this.cross = cross;
        this.date = RowBlock.of(request.dataset()).place(BarSchema.DATE);
    }

    /** Fills in the values of all cross-sections. */
    void run(BufferAllocator allocator) {
        for (int level = 1; level <= cross.levels(); level++) {
            List<Integer> sections = cross.ofLevel(level);
            run(sections, allocator);
            sections.forEach(
                    section -> cross.compare(section, request.calendar().size()));
        }
    }

    private void run(List<Integer> sections, BufferAllocator allocator) {
        FeatureProgram program =
                FeatureProgram.of(sections.stream().map(cross::operand).toList(), new Leaves(request.dataset(), cross));
        Sessions all = Sessions.all(request);
        SeriesSource source = new StockSeries(request.dataset(), all, identities, cross);
        Frame frame = program.frame();
        Series series = new Series(source.fields());
        RowBlock block = RowBlock.of(request.dataset());
        try (RowReader reader =
                new RowReader(request.bars().open(List.of(), Set.of(), allocator), request.dataset(), BLOCK_ROWS)) {
            while (reader.next(block)) {
                SeriesSource.Cut cut = source.of(block);
                for (Run run : block.runs()) {
                    cut.each(
                            run,
                            series,
                            () -> program.run(frame, series.values(), (column, values, node) -> {
                                for (int i = 0; i < series.given(); i++) {
                                    int row = series.rowsGiven()[i];
                                    double value =
                                            node.isFloat() ? values.floats(node)[row] : values.doubles(node)[row];
                                    int session = all.number(block.ints(date)[series.blockRows()[i]]);
                                    cross.put(run.key(), sections.get(column), session, value + value * 0);
                                }
                            }));
                }
                block.clear();
            }
        }
    }
}
