// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.wire;

import dev.orrery.embedded.session.Accounts;
import dev.orrery.embedded.session.Answer;
import dev.orrery.embedded.session.Connections;
import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.session.Session;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client from its greeting to its end; runs on a thread of its own. */
final class ClientConnection implements Runnable, Connections.Client, Commands.Conversation {
    private static final Logger LOG = LoggerFactory.getLogger(ClientConnection.class);

    /** A big result goes on being made while its client works on what it has. */
    private static final int SEND_BUFFER = 1 << 20;

    private final int id;
    private final Socket socket;
    private final Wiring wiring;
    private final Consumer<ClientConnection> ended;
    private final PacketChannel channel;
    private final Instant connected;
    private Replies replies;
    private Bytes nonce = Bytes.NONE;
    private int capabilities;
    private volatile String user = "unauthenticated user";
    private volatile @Nullable Session session;
    private volatile String database = "";
    private volatile String statement = "";
    private volatile String command = "Connect";
    private volatile long commandBegan = System.nanoTime();

    ClientConnection(int id, Socket socket, Wiring wiring, Consumer<ClientConnection> ended) throws IOException {
        this.id = id;
        this.socket = socket;
        this.wiring = wiring;
        this.ended = ended;
        this.channel = new PacketChannel(socket);
        this.replies = new Replies(channel, 0);
        this.connected = wiring.connections().now();
    }

    /** What every connection of a server shares. */
    record Wiring(Session.Factory sessions, Accounts accounts, Connections connections, WireSettings settings) {}

    @Override
    public void run() {
        try (socket) {
            socket.setTcpNoDelay(true);
            socket.setSendBufferSize(SEND_BUFFER);
            socket.setSoTimeout(millis(wiring.settings().handshakeTime()));
            converse();
        } catch (SocketTimeoutException e) {
            LOG.debug("connection {} was silent for too long", id);
        } catch (IOException e) {
            LOG.debug("connection {} ended: {}", id, e.toString());
        } finally {
            close();
        }
    }

    private void converse() throws IOException {
        try {
            if (logIn()) {
                serve();
            }
        } catch (MalformedPacketException e) {
            LOG.debug("connection {} broke the protocol: {}", id, e.getMessage());
            sendLast(e.code(), e.sqlState(), String.valueOf(e.getMessage()));
        } catch (ServerError e) {
            sendLast(e.code(), e.sqlState(), String.valueOf(e.getMessage()));
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("connection {} fails", id, e);
            sendLast(1105, "HY000", "Unknown error: " + e);
        }
    }

    private boolean logIn() throws IOException, MalformedPacketException, ServerError {
        Login.Welcome welcome = new Login(id, wiring.settings(), wiring.accounts()).lead(socket, channel);
        if (welcome == null) {
            return false;
        }
        capabilities = welcome.capabilities();
        nonce = welcome.nonce();
        replies = new Replies(channel, capabilities);
        open(welcome.client().user(), welcome.client().database());
        wiring.connections().add(id, this);
        replies.ok(Answer.Done.OK, Results.status(session()));
        channel.flush();
        channel.continueOver(welcome.socket());
        welcome.socket().setSoTimeout(millis(wiring.settings().idleTime()));
        return true;
    }

    private void serve() throws IOException, MalformedPacketException {
        Commands commands = new Commands(this, replies, wiring.settings().maxPacket());
        try {
            Commands.Next next = Commands.Next.GO_ON;
            while (next == Commands.Next.GO_ON) {
                state("Sleep", "");
                channel.restartSequence();
                byte[] packet = channel.read(wiring.settings().maxPacket());
                if (packet == null) {
                    return;
                }
                state("Query", "");
                next = run(commands, packet);
                channel.flush();
            }
        } finally {
            commands.close();
        }
    }

    private Commands.Next run(Commands commands, byte[] packet) throws IOException, MalformedPacketException {
        try {
            return commands.run(packet);
        } catch (RuntimeException e) {
            LOG.error("connection {}: a statement fails unexpectedly", id, e);
            replies.error(1105, "HY000", "Unknown error: " + e);
        } catch (StackOverflowError e) {
            replies.error(1105, "HY000", "The statement is nested too deeply");
        }
        return Commands.Next.GO_ON;
    }

    @Override
    public Session session() {
        Session current = session;
        if (current == null) {
            throw new IllegalStateException("connection " + id + " has no session");
        }
        return current;
    }

    @Override
    public void restart() throws ServerError {
        open(user, session().database().orElse(""));
    }

    @Override
    public void changeUser(byte[] packet) throws IOException, MalformedPacketException, ServerError {
        HandshakeResponse client = HandshakeResponse.parseChange(packet, capabilities);
        String host = socket.getInetAddress().getHostAddress();
        new Authentication(wiring.accounts(), host, channel, replies)
                .check(new Authentication.Claim(client.user(), client.plugin(), nonce, client.answer()));
        open(client.user(), client.database());
    }

    @Override
    public Connections connections() {
        return wiring.connections();
    }

    @Override
    public void running(String text) {
        statement = text;
    }

    @Override
    public Connections.Entry entry() {
        long seconds = Duration.ofNanos(System.nanoTime() - commandBegan).toSeconds();
        String host = socket.getInetAddress().getHostAddress() + ":" + socket.getPort();
        return new Connections.Entry(id, user, host, database, connected, command, seconds, statement);
    }

    @Override
    public void kill(Connections.Kill what) {
        Optional.ofNullable(session).ifPresent(Session::cancel);
        if (what == Connections.Kill.CONNECTION) {
            cut();
        }
    }

    /** Ends the connection from another thread. */
    void cut() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("connection {} closes badly: {}", id, e.toString());
        }
    }

    /** When it began to write what its client does not read; 0 while it is not writing. */
    long writingSince() {
        return channel.writingSince();
    }

    int id() {
        return id;
    }

    private void open(String newUser, String newDatabase) throws ServerError {
        Session opened = wiring.sessions().open(newUser, id);
        try {
            if (!newDatabase.isEmpty()) {
                opened.use(newDatabase);
            }
        } catch (ServerError e) {
            opened.close();
            throw e;
        }
        Optional.ofNullable(session).ifPresent(Session::close);
        session = opened;
        user = newUser;
    }

    private void state(String newCommand, String newStatement) {
        commandBegan = System.nanoTime();
        command = newCommand;
        statement = newStatement;
        database = session().database().orElse("");
    }

    private void sendLast(int code, String sqlState, String message) throws IOException {
        replies.error(code, sqlState, message);
        channel.flush();
    }

    private void close() {
        wiring.connections().remove(id);
        try {
            Optional.ofNullable(session).ifPresent(Session::close);
        } catch (RuntimeException e) {
            LOG.error("connection {}: its session does not close", id, e);
        } finally {
            ended.accept(this);
        }
    }

    private static int millis(Duration duration) {
        return (int) Math.min(Integer.MAX_VALUE, duration.toMillis());
    }
}
