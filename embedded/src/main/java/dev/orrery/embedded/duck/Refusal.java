// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.duck;

import dev.orrery.embedded.session.EmbeddedCode;
import dev.orrery.embedded.session.ServerError;

/** Something that the embedded server does not do, thrown from deep inside a translation. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param what such as {@code function 'f'}
     */
    public Refusal(EmbeddedCode code, String what) {
        super(code.id() + ": " + what + " is not supported by the embedded server");
    }

    /** As the client sees it. */
    public ServerError asServerError() {
        return new ServerError(1064, "HY000", String.valueOf(getMessage()));
    }
}
