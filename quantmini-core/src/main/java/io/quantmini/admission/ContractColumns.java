package io.quantmini.admission;

import io.quantmini.market.BarSchema;
import io.quantmini.market.ContractType;
import io.quantmini.market.OptionTickerCode;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** The columns of an option bar that follow from its ticker. */
final class ContractColumns {
    private static final byte[] CALL = text(ContractType.CALL);
    private static final byte[] PUT = text(ContractType.PUT);

    private final TextColumn underlying;
    private final TextColumn contractType;
    private final IntBuffer expirationDate;
    private final DoubleBuffer strikePrice;

    ContractColumns(VectorSchemaRoot root) {
        underlying = new TextColumn((VarCharVector) root.getVector(BarSchema.UNDERLYING));
        contractType = new TextColumn((VarCharVector) root.getVector(BarSchema.CONTRACT_TYPE));
        expirationDate = CandidateColumns.view(
                        root.getVector(BarSchema.EXPIRATION_DATE).getDataBuffer())
                .asIntBuffer();
        strikePrice = CandidateColumns.view(
                        root.getVector(BarSchema.STRIKE_PRICE).getDataBuffer())
                .asDoubleBuffer();
    }

    /** Sets the columns from {@code slot} on, from the tickers {@code [from, to)}, known to be contracts. */
    void put(int slot, BlockTickers tickers, int from, int to) {
        int row = from;
        for (int run = tickers.runOf(from); row < to; run++) {
            int end = Math.min(to, tickers.run(run + 1));
            putRun(slot + row - from, tickers, row, end - row);
            row = end;
        }
    }

    private void putRun(int slot, BlockTickers tickers, int row, int count) {
        int start = tickers.start(row);
        int length = tickers.length(row);
        long code = OptionTickerCode.of(tickers.text(), start, length);
        underlying.repeat(
                slot, count, tickers.text(), start + OptionTickerCode.ROOT_OFFSET, OptionTickerCode.rootLength(length));
        byte[] type = OptionTickerCode.contractType(code) == ContractType.CALL ? CALL : PUT;
        contractType.repeat(slot, count, type, 0, type.length);
        int expiration = OptionTickerCode.expirationEpochDay(code);
        double strike = OptionTickerCode.strikePrice(code);
        for (int i = slot; i < slot + count; i++) {
            expirationDate.put(i, expiration);
            strikePrice.put(i, strike);
        }
    }

    void moveToFirst(int slot) {
        underlying.moveToFirst(slot);
        contractType.moveToFirst(slot);
        expirationDate.put(0, expirationDate.get(slot));
        strikePrice.put(0, strikePrice.get(slot));
    }

    void seal(int rows) {
        underlying.seal(rows);
        contractType.seal(rows);
    }

    private static byte[] text(ContractType type) {
        return type.text().getBytes(StandardCharsets.US_ASCII);
    }
}
