// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.duck;

import dev.orrery.embedded.session.ServerError;

/** Carries a {@link ServerError} through the visitors of the tree, which declare none. */
public final class Thrown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ServerError error;

    public Thrown(ServerError error) {
        super(error.getMessage(), error, false, false);
        this.error = error;
    }

    /** A semantic error, in StarRocks' frame. */
    public static Thrown analyzing(String detail) {
        return new Thrown(ServerError.analyzing(detail));
    }

    public interface Work<T> {
        T run() throws ServerError;
    }

    public static <T> T unwrap(Work<T> work) throws ServerError {
        try {
            return work.run();
        } catch (Thrown e) {
            throw e.error;
        }
    }

    public static <T> T wrap(Work<T> work) {
        try {
            return work.run();
        } catch (ServerError e) {
            throw new Thrown(e);
        }
    }
}
