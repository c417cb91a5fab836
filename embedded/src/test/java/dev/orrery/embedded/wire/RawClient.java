// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.wire;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that is told every byte, for what no driver would send. */
final class RawClient implements AutoCloseable {
    static final int CAPABILITIES = Capability.STARROCKS;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        out = socket.getOutputStream();
    }

    /** One frame: what stands behind its head of four bytes. */
    byte[] receive() throws IOException {
        int length = in.read() | in.read() << 8 | in.read() << 16;
        in.read();
        byte[] payload = new byte[length];
        in.readFully(payload);
        return payload;
    }

    void send(int sequence, byte[] payload) throws IOException {
        byte[] frame = new byte[payload.length + 4];
        frame[0] = (byte) payload.length;
        frame[1] = (byte) (payload.length >> 8);
        frame[2] = (byte) (payload.length >> 16);
        frame[3] = (byte) sequence;
        System.arraycopy(payload, 0, frame, 4, payload.length);
        sendRaw(frame);
    }

    void sendRaw(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    void command(int code, String text) throws IOException {
        byte[] argument = text.getBytes(StandardCharsets.UTF_8);
        byte[] payload = new byte[argument.length + 1];
        payload[0] = (byte) code;
        System.arraycopy(argument, 0, payload, 1, argument.length);
        send(0, payload);
    }

    /** Logs root in, without a password. */
    RawClient logIn() throws IOException {
        receive();
        send(1, response(CAPABILITIES, "root"));
        byte[] answer = receive();
        if (answer[0] != 0) {
            throw new IOException("not logged in: " + text(answer));
        }
        return this;
    }

    static byte[] response(int capabilities, String user) {
        PayloadWriter payload = new PayloadWriter();
        payload.int4(capabilities & ~Capability.CONNECT_WITH_DB)
                .int4(1 << 24)
                .int1(33)
                .zeros(23);
        payload.zeroText(user).lenencText("").zeroText(Authentication.NATIVE).lenencText("");
        return java.util.Arrays.copyOf(payload.array(), payload.length());
    }

    /** Whether the server closed the connection. */
    boolean ended() throws IOException {
        return in.read() < 0;
    }

    /** Reads until the server hangs up. */
    void drain() throws IOException {
        while (in.read() >= 0) {
            in.skip(in.available());
        }
    }

    Socket socket() {
        return socket;
    }

    static String text(byte[] payload) {
        return new String(payload, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
