// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.wire;

import dev.orrery.embedded.session.Accounts;
import dev.orrery.embedded.session.Answer;
import dev.orrery.embedded.session.PasswordHash;
import dev.orrery.embedded.session.ServerError;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who a client is: the exchange of nonce and answer with the plugin that the client speaks, {@code
 * mysql_native_password} or {@code caching_sha2_password}.
 */
final class Authentication {
    static final String NATIVE = "mysql_native_password";
    static final String SHA256 = "caching_sha2_password";
    static final int NONCE_LENGTH = 20;

    private static final int SWITCH = 0xfe;
    private static final int MORE = 0x01;
    private static final int FAST_PATH_PASSED = 0x03;
    private static final int ANSWER_LIMIT = 64 << 10;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Accounts accounts;
    private final String host;
    private final PacketChannel channel;
    private final Replies replies;

    Authentication(Accounts accounts, String host, PacketChannel channel, Replies replies) {
        this.accounts = accounts;
        this.host = host;
        this.channel = channel;
        this.replies = replies;
    }

    /** What a client says of itself, and its answer to a nonce. */
    record Claim(String user, String plugin, Bytes nonce, Bytes answer) {}

    /** Twenty printable bytes: some clients take a zero for the end. */
    static Bytes nonce() {
        byte[] nonce = new byte[NONCE_LENGTH];
        for (int i = 0; i < nonce.length; i++) {
            nonce[i] = (byte) ('!' + RANDOM.nextInt('~' - '!'));
        }
        return new Bytes(nonce);
    }

    /**
     * Checks a claim; asks the client again where its plugin is another or it waited for a plugin before it answered.
     *
     * @throws ServerError 1045 when it is wrong
     */
    void check(Claim claim) throws IOException, MalformedPacketException, ServerError {
        Optional<PasswordHash> password = accounts.find(claim.user(), host);
        boolean sha256 = claim.plugin().equals(SHA256)
                && password.map(hash -> hash.isNone() || hash.knowsSha256()).orElse(true);
        if (sha256) {
            checkSha256(claim, password);
            return;
        }
        boolean answered = claim.plugin().equals(NATIVE) && !claim.answer().isEmpty();
        boolean needsNone = password.map(PasswordHash::isNone).orElse(false)
                && claim.answer().isEmpty();
        Claim last = answered || needsNone ? claim : askAgain(claim.user(), NATIVE);
        if (!password.map(hash ->
                        hash.matchesNative(last.nonce().array(), last.answer().array()))
                .orElse(false)) {
            throw denied(last);
        }
    }

    private void checkSha256(Claim claim, Optional<PasswordHash> password)
            throws IOException, MalformedPacketException, ServerError {
        boolean needsNone = password.map(PasswordHash::isNone).orElse(false);
        Claim last = !claim.answer().isEmpty() || needsNone ? claim : askAgain(claim.user(), SHA256);
        if (!password.map(hash ->
                        hash.matchesSha256(last.nonce().array(), last.answer().array()))
                .orElse(false)) {
            throw denied(last);
        }
        if (!needsNone) {
            replies.packet().int1(MORE).int1(FAST_PATH_PASSED);
            replies.send();
        }
    }

    private Claim askAgain(String user, String plugin) throws IOException, MalformedPacketException {
        Bytes nonce = nonce();
        replies.packet().int1(SWITCH).zeroText(plugin).bytes(nonce.array()).int1(0);
        replies.send();
        channel.flush();
        byte @Nullable [] answer = channel.read(ANSWER_LIMIT);
        if (answer == null) {
            throw new MalformedPacketException("the client left in the middle of its login");
        }
        // Some clients answer "no password" with a single zero byte.
        boolean none = answer.length == 1 && answer[0] == 0;
        return new Claim(user, plugin, nonce, none ? Bytes.NONE : new Bytes(answer));
    }

    void welcome(int status) throws IOException {
        replies.ok(Answer.Done.OK, status);
        channel.flush();
    }

    private static ServerError denied(Claim claim) {
        String using = !claim.answer().isEmpty() ? "YES" : "NO";
        return new ServerError(
                1045, "28000", "Access denied for user '" + claim.user() + "' (using password: " + using + ")");
    }
}
