package io.quantmini.storage.internal.page;

/** What the encoding of one page needs for its duration; shared by all columns and files of a thread. */
final class PageScratch {
    /** The page before compression. */
    final PageBytes page = new PageBytes();

    final DeltaBinaryPacked delta = new DeltaBinaryPacked();
    final PageCodec codec;
    /** Some values of the page, looked at together. */
    final long[] values = new long[1 << 10];

    private int[] indexes = new int[0];

    PageScratch(PageCodec codec) {
        this.codec = codec;
    }

    /** Room for {@code count} dictionary indexes, with no meaning yet. */
    int[] indexes(int count) {
        if (indexes.length < count) {
            indexes = new int[count];
        }
        return indexes;
    }
}
