// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load.rows;

/** The load as a whole cannot be carried out, whatever share of bad rows it allows; the message is for the client. */
public final class LoadFailure extends Exception {
    public LoadFailure(String message) {
        super(message);
    }
}
