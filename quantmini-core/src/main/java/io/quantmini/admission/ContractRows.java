package io.quantmini.admission;

import io.quantmini.market.ContractType;
import io.quantmini.market.OptionTickerCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What follows from the tickers of up to a block of option bars, in arrays. Filled again and again. */
final class ContractRows {
    private static final byte[] CALL = word(ContractType.CALL);
    private static final int CALL_LENGTH = ContractType.CALL.text().length();
    private static final byte[] PUT = word(ContractType.PUT);
    private static final int PUT_LENGTH = ContractType.PUT.text().length();

    private final TextRows underlyings = new TextRows(CandidateBlock.MAX_ROWS * Long.BYTES);
    private final TextRows types = new TextRows(CandidateBlock.MAX_ROWS * Long.BYTES);
    private final int[] expirations = new int[CandidateBlock.MAX_ROWS];
    private final double[] strikes = new double[CandidateBlock.MAX_ROWS];

    /** Takes the tickers {@code [from, to)}, known to be contracts. */
    void load(BlockTickers tickers, int from, int to) {
        int row = from;
        for (int run = tickers.runOf(from); row < to; run++) {
            int end = Math.min(to, tickers.run(run + 1));
            repeat(tickers, run, row - from, end - from);
            row = end;
        }
    }

    /** Sets the rows {@code [from, to)}. Texts are written as whole words; what is too much, the next one overwrites. */
    private void repeat(BlockTickers tickers, int run, int from, int to) {
        long code = tickers.contract(run);
        int expiration = OptionTickerCode.expirationEpochDay(code);
        double strike = OptionTickerCode.strikePrice(code);
        boolean call = OptionTickerCode.contractType(code) == ContractType.CALL;
        long type = TextRows.word(call ? CALL : PUT, 0);
        int typeLength = call ? CALL_LENGTH : PUT_LENGTH;
        int typeAt = types.start(from);
        TextRows source = tickers.text();
        int row = tickers.run(run);
        int rootStart = source.start(row) + OptionTickerCode.ROOT_OFFSET;
        int rootLength = OptionTickerCode.rootLength(source.length(row));
        long root = TextRows.word(source.bytes(), rootStart);
        int rootAt = underlyings.start(from);
        underlyings.reserve(rootAt + (to - from) * rootLength);
        for (int i = from; i < to; i++) {
            expirations[i] = expiration;
            strikes[i] = strike;
            typeAt = types.setWord(i, typeAt, type, typeLength);
            rootAt = underlyings.setWord(i, rootAt, root, rootLength);
        }
        if (rootLength > Long.BYTES) {
            repeatTail(source.bytes(), rootStart, from, to);
        }
    }

    /** Writes roots that are longer than a word in full. */
    private void repeatTail(byte[] source, int rootStart, int from, int to) {
        for (int i = from; i < to; i++) {
            System.arraycopy(source, rootStart, underlyings.bytes(), underlyings.start(i), underlyings.length(i));
        }
    }

    TextRows underlyings() {
        return underlyings;
    }

    TextRows types() {
        return types;
    }

    /** Days since 1970-01-01. */
    int[] expirations() {
        return expirations;
    }

    /** US dollars. */
    double[] strikes() {
        return strikes;
    }

    private static byte[] word(ContractType type) {
        return Arrays.copyOf(type.text().getBytes(StandardCharsets.US_ASCII), Long.BYTES);
    }
}
