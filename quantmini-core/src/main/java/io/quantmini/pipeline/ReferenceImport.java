package io.quantmini.pipeline;

import io.quantmini.QuantminiContext;
import io.quantmini.lake.Lake;
import io.quantmini.lake.LakeWriter;
import io.quantmini.market.CorporateActions;
import io.quantmini.market.Dividend;
import io.quantmini.market.ReferenceData;
import io.quantmini.market.SecurityMap;
import io.quantmini.market.Split;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Makes the lake's reference tables from a vendor's data. */
public final class ReferenceImport {
    private static final Comparator<Split> SPLITS = Comparator.comparing(Split::ticker)
            .thenComparing(Split::executionDate)
            .thenComparing(Split::splitFrom)
            .thenComparing(Split::splitTo);
    private static final Comparator<Dividend> DIVIDENDS = Comparator.comparing(Dividend::ticker)
            .thenComparing(Dividend::exDate)
            .thenComparing(Dividend::cashAmount);

    private ReferenceImport() {}

    /** See {@code Quantmini.importReference}. Takes the lake's writer lock. */
    public static List<String> run(QuantminiContext context, Lake lake, ReferenceData data) {
        List<Split> splits = data.splits().stream().sorted(SPLITS).distinct().toList();
        List<Dividend> dividends =
                data.dividends().stream().sorted(DIVIDENDS).distinct().toList();
        LakeWriter lock = lake.openForWriting();
        try (Stages stages = new Stages(context, Map.of(), Map.of())) {
            SecurityMap securities = SecurityMap.of(
                    data.histories(),
                    splits,
                    ExternalSecurities.read(lake.paths().external()));
            List<String> findings = new ArrayList<>(data.findings());
            securities.findings().forEach(finding -> findings.add(finding.toString()));
            CorporateActions.of(securities, splits, dividends)
                    .findings()
                    .forEach(finding -> findings.add(finding.toString()));
            Reference reference = new Reference(securities, splits, dividends);
            ReferenceTables tables = new ReferenceTables(lake, stages.tables(), context.allocator());
            if (!reference.sameAs(tables.read())) {
                tables.write(reference);
            }
            return List.copyOf(findings);
        } finally {
            lock.close();
        }
    }
}
