// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A request's body out of the connection's bytes: so many of them, or chunk by chunk. Ends where the body ends. */
final class BodyStream extends InputStream {
    private static final int MAX_CHUNK_LINE = 1024;

    private final InputStream in;
    private final boolean chunked;
    private long left;
    private boolean ended;
    private boolean firstChunk = true;

    private BodyStream(InputStream in, boolean chunked, long left) {
        this.in = in;
        this.chunked = chunked;
        this.left = left;
        this.ended = !chunked && left == 0;
    }

    static BodyStream ofLength(InputStream in, long length) {
        return new BodyStream(in, false, length);
    }

    static BodyStream ofChunks(InputStream in) {
        return new BodyStream(in, true, 0);
    }

    boolean ended() {
        return ended;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int got = read(one, 0, 1);
        return got < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (chunked && left == 0 && !ended) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        int got = in.read(into, offset, (int) Math.min(length, left));
        if (got < 0) {
            throw new EOFException("the connection ended within the body");
        }
        left -= got;
        if (left == 0 && !chunked) {
            ended = true;
        }
        return got;
    }

    private void nextChunk() throws IOException {
        if (!firstChunk && !line().isEmpty()) {
            throw new IOException("a chunk does not end where its size says");
        }
        firstChunk = false;
        String size = line().split(";", 2)[0].trim();
        try {
            left = Long.parseLong(size, 16);
        } catch (NumberFormatException notHex) {
            throw new IOException("'" + size + "' is not the size of a chunk", notHex);
        }
        if (left < 0) {
            throw new IOException("'" + size + "' is not the size of a chunk");
        }
        if (left == 0) {
            while (!line().isEmpty()) {
                // Trailers carry nothing that a load needs.
            }
            ended = true;
        }
    }

    private String line() throws IOException {
        byte[] bytes = new byte[MAX_CHUNK_LINE];
        int length = 0;
        while (true) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the connection ended within the body");
            }
            if (next == '\n') {
                int end = length > 0 && bytes[length - 1] == '\r' ? length - 1 : length;
                return new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
            }
            if (length == bytes.length) {
                throw new IOException("the line of a chunk's size is too long");
            }
            bytes[length++] = (byte) next;
        }
    }
}
