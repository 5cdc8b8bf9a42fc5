package io.quantmini.admission;

import io.quantmini.market.BarSchema;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** The columns of an option bar that follow from its ticker. */
final class ContractColumns {
    private final TextColumn underlying;
    private final TextColumn contractType;
    private final IntBuffer expirationDate;
    private final DoubleBuffer strikePrice;

    private final ContractRows contracts = new ContractRows();

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
        int count = to - from;
        contracts.load(tickers, from, to);
        underlying.put(slot, contracts.underlyings(), 0, count);
        contractType.put(slot, contracts.types(), 0, count);
        expirationDate.put(slot, contracts.expirations(), 0, count);
        strikePrice.put(slot, contracts.strikes(), 0, count);
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
}
