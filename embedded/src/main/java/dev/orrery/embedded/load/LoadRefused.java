// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load;

import java.util.Optional;

/** A request that is answered with something else than OK. */
final class LoadRefused extends Exception {
    /** What kind of refusal; the names are what StarRocks' back end writes as Status. */
    enum Kind {
        LABEL_ALREADY_EXISTS,
        TXN_NOT_EXISTS,
        TXN_IN_PROCESSING,
        INVALID_ARGUMENT,
        ANALYSIS_ERROR,
        NOT_AUTHORIZED,
        INTERNAL_ERROR,
        ABORTED
    }

    private final Kind kind;
    private final Optional<TransactionState> existing;

    LoadRefused(Kind kind, String message) {
        this(kind, message, Optional.empty());
    }

    private LoadRefused(Kind kind, String message, Optional<TransactionState> existing) {
        super(message);
        this.kind = kind;
        this.existing = existing;
    }

    static LoadRefused labelExists(String label, TransactionState state) {
        return new LoadRefused(
                Kind.LABEL_ALREADY_EXISTS, "Label [" + label + "] has already been used.", Optional.of(state));
    }

    static LoadRefused internal(String message) {
        return new LoadRefused(Kind.INTERNAL_ERROR, message);
    }

    static LoadRefused invalid(String message) {
        return new LoadRefused(Kind.INVALID_ARGUMENT, message);
    }

    Kind kind() {
        return kind;
    }

    /** The state of the load that has the label already. */
    Optional<TransactionState> existing() {
        return existing;
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
