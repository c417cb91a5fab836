// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load.rows;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Unpacks the LZ4 frame format: blocks linked or independent, several frames in a row. Check sums are passed over; what
 * they would find is found by the rows that no longer parse.
 */
public final class Lz4Frames extends InputStream {
    private static final int MAGIC = 0x184D2204;
    private static final int HISTORY = 1 << 16;
    private static final int MIN_MATCH = 4;
    private static final int BLOCK_CHECKSUM = 0x10;
    private static final int CONTENT_SIZE = 0x08;
    private static final int CONTENT_CHECKSUM = 0x04;
    private static final int DICTIONARY = 0x01;

    private final InputStream in;
    private byte[] packed = new byte[0];
    /** What matches may point back to, then the block under way. */
    private byte[] window = new byte[0];

    private int from;
    private int to;
    private int flags;
    private int blockSize;
    private boolean inFrame;

    public Lz4Frames(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (from == to) {
            if (!inFrame && !startFrame()) {
                return -1;
            }
            nextBlock();
        }
        int count = Math.min(length, to - from);
        System.arraycopy(window, from, into, offset, count);
        from += count;
        return count;
    }

    private boolean startFrame() throws IOException {
        int first = in.read();
        if (first < 0) {
            return false;
        }
        int magic = first | (byteIn() << 8) | (byteIn() << 16) | (byteIn() << 24);
        if (magic != MAGIC) {
            throw new IOException("the body is not an LZ4 frame");
        }
        flags = byteIn();
        int descriptor = byteIn();
        if (flags >> 6 != 1 || (flags & DICTIONARY) != 0) {
            throw new IOException("an LZ4 frame of another version or with a dictionary");
        }
        int size = (descriptor >> 4) & 7;
        if (size < 4) {
            throw new IOException("an LZ4 frame with blocks of unknown size");
        }
        blockSize = 1 << (8 + 2 * size);
        in.skipNBytes((flags & CONTENT_SIZE) != 0 ? 9 : 1);
        window = new byte[HISTORY + blockSize];
        from = 0;
        to = 0;
        inFrame = true;
        return true;
    }

    private void nextBlock() throws IOException {
        int header = intIn();
        if (header == 0) {
            in.skipNBytes((flags & CONTENT_CHECKSUM) != 0 ? 4 : 0);
            inFrame = false;
            return;
        }
        int size = header & 0x7FFFFFFF;
        if (size > blockSize) {
            throw new IOException("an LZ4 block is greater than its frame allows");
        }
        int kept = Math.min(to, HISTORY);
        System.arraycopy(window, to - kept, window, 0, kept);
        from = kept;
        if (packed.length < size) {
            packed = new byte[size];
        }
        if (in.readNBytes(packed, 0, size) < size) {
            throw new EOFException("the LZ4 frame ends within a block");
        }
        in.skipNBytes((flags & BLOCK_CHECKSUM) != 0 ? 4 : 0);
        try {
            if (header < 0) {
                System.arraycopy(packed, 0, window, kept, size);
                to = kept + size;
            } else {
                to = unpack(size, kept);
            }
        } catch (IndexOutOfBoundsException outside) {
            throw new IOException("a damaged LZ4 block", outside);
        }
    }

    /** The end of the block in the window. */
    private int unpack(int size, int start) throws IOException {
        int source = 0;
        int target = start;
        while (source < size) {
            int token = packed[source++] & 0xFF;
            int literals = token >> 4;
            if (literals == 15) {
                int more;
                do {
                    more = packed[source++] & 0xFF;
                    literals += more;
                } while (more == 255);
            }
            System.arraycopy(packed, source, window, target, literals);
            source += literals;
            target += literals;
            if (source >= size) {
                break;
            }
            int distance = (packed[source] & 0xFF) | ((packed[source + 1] & 0xFF) << 8);
            source += 2;
            int length = token & 15;
            if (length == 15) {
                int more;
                do {
                    more = packed[source++] & 0xFF;
                    length += more;
                } while (more == 255);
            }
            length += MIN_MATCH;
            if (distance == 0 || distance > target) {
                throw new IOException("a damaged LZ4 block");
            }
            for (int index = 0; index < length; index++, target++) {
                window[target] = window[target - distance];
            }
        }
        return target;
    }

    private int byteIn() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException("the LZ4 frame ends within its header");
        }
        return next;
    }

    private int intIn() throws IOException {
        return byteIn() | (byteIn() << 8) | (byteIn() << 16) | (byteIn() << 24);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
