/**
 * The TLS that a server offers: with a certificate that it makes for itself, or with a key store that it is given. Start
 * at {@link dev.orrery.embedded.wire.tls.TlsContexts}. Knows nothing of the protocol.
 */
@NullMarked
package dev.orrery.embedded.wire.tls;

import org.jspecify.annotations.NullMarked;
