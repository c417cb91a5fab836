// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * Packets over a socket: three bytes of length, one of sequence, and a message longer than 16 MB is several packets. What is
 * written is kept until {@link #flush}.
 */
final class PacketChannel {
    private static final int MAX_FRAME = 0xffffff;
    private static final int BUFFER = 32 << 10;

    private final byte[] pending = new byte[BUFFER];
    private InputStream in;
    private OutputStream out;
    private int pendingLength;
    private int sequence;
    private volatile long writingSince;

    /** Reads no byte more than it is asked for: what a client sent after its SSLRequest belongs to TLS. */
    PacketChannel(Socket socket) throws IOException {
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    /** From here on bytes may be read ahead: the login is over, nothing else will take the socket over. */
    void continueOver(Socket socket) throws IOException {
        this.in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        this.out = socket.getOutputStream();
    }

    /** As {@link #continueOver}, where more of the login follows. */
    void switchTo(Socket secure) throws IOException {
        this.in = secure.getInputStream();
        this.out = secure.getOutputStream();
    }

    /** A new command starts at zero. */
    void restartSequence() {
        sequence = 0;
    }

    /**
     * The next message.
     *
     * @param limit of bytes
     * @return null when the client is gone and left nothing half sent
     */
    byte @Nullable [] read(int limit) throws IOException, MalformedPacketException {
        int length = frameLength();
        if (length < 0) {
            return null;
        }
        if (length < MAX_FRAME) {
            return frame(length, limit);
        }
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        while (true) {
            message.write(frame(length, limit - message.size()));
            if (length < MAX_FRAME) {
                return message.toByteArray();
            }
            length = frameLength();
            if (length < 0) {
                throw new EOFException("the client left in the middle of a message");
            }
        }
    }

    /** Adds a message to what the next {@link #flush} sends. */
    void write(PayloadWriter payload) throws IOException {
        int from = 0;
        int left = payload.length();
        while (true) {
            int length = Math.min(left, MAX_FRAME);
            header(length);
            append(payload.array(), from, length);
            from += length;
            left -= length;
            if (length < MAX_FRAME) {
                return;
            }
        }
    }

    void flush() throws IOException {
        if (pendingLength > 0) {
            send(pending, 0, pendingLength);
            pendingLength = 0;
        }
        out.flush();
    }

    /** When a write began that is not over, as {@link System#nanoTime}; 0 while none is under way. */
    long writingSince() {
        return writingSince;
    }

    private int frameLength() throws IOException, MalformedPacketException {
        byte[] header = in.readNBytes(4);
        if (header.length == 0) {
            return -1;
        }
        if (header.length < 4) {
            throw new EOFException("the client left in the middle of a packet's head");
        }
        int found = header[3] & 0xff;
        if (found != (sequence & 0xff)) {
            throw new MalformedPacketException(
                    1156, "08S01", "Got packets out of order: " + found + " where " + (sequence & 0xff) + " is due");
        }
        sequence++;
        return (header[0] & 0xff) | (header[1] & 0xff) << 8 | (header[2] & 0xff) << 16;
    }

    private byte[] frame(int length, int limit) throws IOException, MalformedPacketException {
        if (length > limit) {
            throw new MalformedPacketException(1153, "08S01", "Got a packet bigger than 'max_allowed_packet' bytes");
        }
        byte[] frame = in.readNBytes(length);
        if (frame.length < length) {
            throw new EOFException("the client left in the middle of a packet");
        }
        return frame;
    }

    private void header(int length) throws IOException {
        if (pendingLength + 4 > BUFFER) {
            flush();
        }
        pending[pendingLength++] = (byte) length;
        pending[pendingLength++] = (byte) (length >> 8);
        pending[pendingLength++] = (byte) (length >> 16);
        pending[pendingLength++] = (byte) sequence++;
    }

    private void append(byte[] bytes, int from, int length) throws IOException {
        if (length > BUFFER - pendingLength) {
            flush();
        }
        if (length > BUFFER) {
            send(bytes, from, length);
            return;
        }
        System.arraycopy(bytes, from, pending, pendingLength, length);
        pendingLength += length;
    }

    private void send(byte[] bytes, int from, int length) throws IOException {
        writingSince = System.nanoTime() | 1;
        try {
            out.write(bytes, from, length);
        } finally {
            writingSince = 0;
        }
    }
}
