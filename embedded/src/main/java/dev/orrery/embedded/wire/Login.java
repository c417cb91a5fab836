// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.wire;

import dev.orrery.embedded.session.Accounts;
import dev.orrery.embedded.session.ServerError;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** The beginning of a connection: greeting, TLS if the client asks for it, and who the client is. */
final class Login {
    static final String SERVER_VERSION = "8.0.33";
    private static final int PROTOCOL = 10;
    private static final int UTF8 = 33;
    private static final int RESPONSE_LIMIT = 64 << 10;

    private final int connectionId;
    private final WireSettings settings;
    private final Accounts accounts;

    Login(int connectionId, WireSettings settings, Accounts accounts) {
        this.connectionId = connectionId;
        this.settings = settings;
        this.accounts = accounts;
    }

    /**
     * A client that is known.
     *
     * @param socket that it goes on with: the one it came by, or TLS over it
     * @param capabilities that both sides have
     */
    record Welcome(HandshakeResponse client, int capabilities, Socket socket, Bytes nonce) {}

    /**
     * Leads the exchange up to, and without, the final OK.
     *
     * @return null when the client went away
     */
    @Nullable
    Welcome lead(Socket socket, PacketChannel channel) throws IOException, MalformedPacketException, ServerError {
        Bytes nonce = Authentication.nonce();
        Replies replies = new Replies(channel, 0);
        greet(replies, nonce.array());
        channel.flush();
        byte[] packet = channel.read(RESPONSE_LIMIT);
        Socket used = socket;
        if (packet != null && settings.tls().isPresent() && HandshakeResponse.isSslRequest(packet)) {
            used = secure(settings.tls().get().get(), socket);
            channel.switchTo(used);
            packet = channel.read(RESPONSE_LIMIT);
        }
        if (packet == null) {
            return null;
        }
        HandshakeResponse client = HandshakeResponse.parse(packet);
        String host = socket.getInetAddress().getHostAddress();
        new Authentication(accounts, host, channel, replies)
                .check(new Authentication.Claim(client.user(), client.plugin(), nonce, client.answer()));
        return new Welcome(client, client.capabilities() & settings.capabilities(), used, nonce);
    }

    private void greet(Replies replies, byte[] nonce) throws IOException {
        int capabilities = settings.capabilities();
        PayloadWriter packet = replies.packet();
        packet.int1(PROTOCOL).zeroText(SERVER_VERSION).int4(connectionId);
        for (int i = 0; i < 8; i++) {
            packet.int1(nonce[i]);
        }
        // StarRocks says nothing of autocommit here, and clients then ask for it in a statement of their own: PyMySQL
        // does so by
        // converters that a caller may have taken away.
        packet.int1(0).int2(capabilities).int1(UTF8).int2(Status.AUTOCOMMIT).int2(capabilities >> 16);
        packet.int1(nonce.length + 1).zeros(10);
        for (int i = 8; i < nonce.length; i++) {
            packet.int1(nonce[i]);
        }
        packet.int1(0).zeroText(Authentication.NATIVE);
        replies.send();
    }

    private static Socket secure(SSLContext context, Socket socket) throws IOException {
        // Nothing was read ahead, so nothing of the ClientHello that came in the same segment is lost.
        SSLSocket secure =
                (SSLSocket) context.getSocketFactory().createSocket(socket, InputStream.nullInputStream(), true);
        secure.setUseClientMode(false);
        secure.startHandshake();
        return secure;
    }
}
