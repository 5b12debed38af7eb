package cn.fuhan.search;

import java.util.BitSet;
import java.util.Collection;
import java.util.stream.IntStream;

/**
 * Which pieces of three characters a text has, in a few hundred bytes: a Bloom filter with one hash
 * function. A letter can have every bigram of 社区的投 in other places; whether it has 社区的 and 区的投 is
 * seen in its row, where its text lies out of line, compressed, and costs ten times as much to look
 * through.
 *
 * <p>Promised: a text that holds the needle has all of its bits. A text of usual length that lacks
 * the needle has them by chance in one of four for each of its pieces; whoever asks looks into the
 * text then.
 */
public final class Trigrams {

    /** A kilobyte: with it a letter's row stays in its page. Longer texts have it fuller. */
    private static final int MOST_BITS = 1 << 13;

    private static final int BITS_FOR_EACH = 4;

    /** More would save less than they cost. */
    private static final int ASKED_FOR = 3;

    private static final int LENGTH = 3;

    private Trigrams() {}

    /**
     * The bits of a {@link Terms#folded} text, the first in the lowest place of the first byte, as
     * PostgreSQL's {@code get_bit} counts them. Their number is a power of two from 8 to 8192, so a
     * bit of a needle is found at the remainder of its number by it.
     */
    public static byte[] of(String folded) {
        int most = Math.min(MOST_BITS, Math.max(Byte.SIZE, BITS_FOR_EACH * folded.length()));
        int size = Integer.highestOneBit(most);
        BitSet bits = new BitSet(size);
        hashes(folded).forEach(hash -> bits.set(hash & size - 1));
        byte[] bytes = new byte[size / Byte.SIZE];
        byte[] set = bits.toByteArray();
        System.arraycopy(set, 0, bytes, 0, set.length);
        return bytes;
    }

    /**
     * Three bits that a text with all of the needles has, each below 8192, the same one more than
     * once where there are fewer; none where no needle has three characters.
     */
    public static Integer[] bits(Collection<String> needles) {
        int[] bits = needles.stream().flatMapToInt(Trigrams::hashes).distinct().toArray();
        return IntStream.range(0, bits.length == 0 ? 0 : ASKED_FOR)
                .mapToObj(i -> bits[i * bits.length / ASKED_FOR])
                .toArray(Integer[]::new);
    }

    /** Stored: whoever changes it raises the version of the entries. */
    private static IntStream hashes(String text) {
        return IntStream.rangeClosed(0, text.length() - LENGTH)
                .map(
                        i -> {
                            long piece =
                                    (long) text.charAt(i) << 32
                                            | (long) text.charAt(i + 1) << 16
                                            | text.charAt(i + 2);
                            // Fibonacci hashing: the highest bits of the product are the best mixed
                            return (int) (piece * 0x9E3779B97F4A7C15L >>> Long.SIZE - 13);
                        });
    }
}
