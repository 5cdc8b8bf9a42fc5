package io.quantmini.admission;

import io.quantmini.stage.RawRow;

/** Rows as the file has them; the first one out of order ends the attempt. */
final class FiledRows implements RowSource {
    private final ScreenedRows rows;
    private final String file;

    FiledRows(ScreenedRows rows, String file) {
        this.rows = rows;
        this.file = file;
    }

    @Override
    public boolean advance() {
        return rows.advance();
    }

    @Override
    public CandidateBlock block() {
        return rows.block();
    }

    @Override
    public Stretches stretches() {
        return rows.stretches();
    }

    @Override
    public RuntimeException outOfOrder(int row) {
        RawRow raw = rows.raw(row);
        return new UnsortedFileException(new FilePosition(file, raw.line(), raw.offset()));
    }
}
