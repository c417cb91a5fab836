// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load.http;

/** The handler wants the client to see a broken connection instead of an answer. */
public final class DropConnection extends Exception {
    public DropConnection(String why) {
        super(why);
    }
}
