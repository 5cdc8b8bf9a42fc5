package io.quantmini.pipeline;

import io.quantmini.QuantminiContext;
import io.quantmini.batch.BatchStream;
import io.quantmini.lake.Lake;
import io.quantmini.lake.LakeWriter;
import io.quantmini.market.CorporateActions;
import io.quantmini.market.Dividend;
import io.quantmini.market.ReferenceData;
import io.quantmini.market.SecurityMap;
import io.quantmini.market.Split;
import io.quantmini.market.TickerHistory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Makes the lake's reference tables from a vendor's data. */
public final class ReferenceImport {
    private static final Comparator<Split> SPLITS = Comparator.comparing(Split::ticker)
            .thenComparing(Split::executionDate)
            .thenComparing(Split::splitFrom)
            .thenComparing(Split::splitTo);
    private static final Comparator<Dividend> DIVIDENDS = Comparator.comparing(Dividend::ticker)
            .thenComparing(Dividend::exDate)
            .thenComparing(Dividend::cashAmount);

    private final QuantminiContext context;
    private final Lake lake;
    private final Stages stages;

    private ReferenceImport(QuantminiContext context, Lake lake, Stages stages) {
        this.context = context;
        this.lake = lake;
        this.stages = stages;
    }

    /** See {@code Quantmini.importReference}. Takes the lake's writer lock. */
    public static List<String> run(
            QuantminiContext context, Lake lake, UnaryOperator<ReferenceData> change, List<ReferenceTable> others) {
        LakeWriter lock = lake.openForWriting();
        try (Stages stages = new Stages(context, Map.of(), Map.of())) {
            ReferenceImport imported = new ReferenceImport(context, lake, stages);
            List<String> findings = imported.change(change);
            others.forEach(imported::write);
            return findings;
        } finally {
            lock.close();
        }
    }

    private List<String> change(UnaryOperator<ReferenceData> change) {
        ReferenceTables tables = new ReferenceTables(lake, stages.tables(), context.allocator());
        TickerEventsTable events = new TickerEventsTable(tables);
        Reference before = tables.read();
        List<TickerHistory> known = events.read(before);
        ReferenceData data = change.apply(new ReferenceData(known, before.splits(), before.dividends(), List.of()));
        List<TickerHistory> histories = TickerEventsTable.inOrder(data.histories());
        List<Split> splits = data.splits().stream().sorted(SPLITS).distinct().toList();
        List<Dividend> dividends =
                data.dividends().stream().sorted(DIVIDENDS).distinct().toList();
        SecurityMap securities = SecurityMap.of(
                histories, splits, ExternalSecurities.read(lake.paths().external()));
        List<String> findings = new ArrayList<>(data.findings());
        securities.findings().forEach(finding -> findings.add(finding.toString()));
        CorporateActions.of(securities, splits, dividends)
                .findings()
                .forEach(finding -> findings.add(finding.toString()));
        if (!events.isThere() || !known.equals(histories)) {
            events.write(histories);
        }
        Reference reference = new Reference(securities, splits, dividends);
        if (!reference.sameAs(before)) {
            tables.write(reference);
        }
        return List.copyOf(findings);
    }

    private void write(ReferenceTable table) {
        try (BatchStream rows = table.rows().apply(context.allocator())) {
            stages.tables().write(lake.paths().metadata().resolve(table.name() + ".parquet"), rows);
        }
    }
}
