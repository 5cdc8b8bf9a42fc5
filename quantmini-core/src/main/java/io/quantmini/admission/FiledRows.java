package io.quantmini.admission;

import io.quantmini.stage.RawRow;

/** Rows as the file has them; the first one out of order ends the attempt. */
final class FiledRows implements RowSource {
    private final ScreenedRows rows;
    private final String file;
    private int next;

    FiledRows(ScreenedRows rows, String file) {
        this.rows = rows;
        this.file = file;
    }

    @Override
    public boolean feed(KeyGroups groups) {
        while (!groups.isFull()) {
            if (next == rows.size()) {
                if (!rows.advance()) {
                    return false;
                }
                next = 0;
            } else {
                accept(rows.row(next++), groups);
            }
        }
        return true;
    }

    private void accept(int row, KeyGroups groups) {
        if (!groups.accept(rows.columns(), row, rows.firstOrdinal() + row)) {
            RawRow raw = rows.raw(row);
            throw new UnsortedFileException(new FilePosition(file, raw.line(), raw.offset()));
        }
    }
}
