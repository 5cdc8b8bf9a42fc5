package io.quantmini.admission;

import io.quantmini.market.BarSchema;
import io.quantmini.market.ContractType;
import io.quantmini.market.OptionTickerCode;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** The columns of an option bar that follow from its ticker. */
final class ContractColumns {
    private static final ByteBuffer CALL = text(ContractType.CALL);
    private static final ByteBuffer PUT = text(ContractType.PUT);

    private final TextColumn underlying;
    private final TextColumn contractType;
    private final IntBuffer expirationDate;
    private final DoubleBuffer strikePrice;
    private byte[] scratch = new byte[64];
    private long code;

    ContractColumns(VectorSchemaRoot root) {
        underlying = new TextColumn((VarCharVector) root.getVector(BarSchema.UNDERLYING));
        contractType = new TextColumn((VarCharVector) root.getVector(BarSchema.CONTRACT_TYPE));
        expirationDate = TickerText.view(
                        root.getVector(BarSchema.EXPIRATION_DATE).getDataBuffer())
                .asIntBuffer();
        strikePrice = TickerText.view(root.getVector(BarSchema.STRIKE_PRICE).getDataBuffer())
                .asDoubleBuffer();
    }

    /** Sets the columns of {@code slot} from a ticker known to be one. */
    void put(int slot, TickerText tickers, int row) {
        int length = tickers.length(row);
        scratch = tickers.copy(row, scratch);
        code = OptionTickerCode.of(scratch, 0, length);
        underlying.put(
                slot,
                tickers.bytes(),
                tickers.from(row) + OptionTickerCode.ROOT_OFFSET,
                OptionTickerCode.rootLength(length));
        ByteBuffer type = OptionTickerCode.contractType(code) == ContractType.CALL ? CALL : PUT;
        contractType.put(slot, type, 0, type.capacity());
        expirationDate.put(slot, OptionTickerCode.expirationEpochDay(code));
        strikePrice.put(slot, OptionTickerCode.strikePrice(code));
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

    private static ByteBuffer text(ContractType type) {
        return ByteBuffer.wrap(type.text().getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();
    }
}
