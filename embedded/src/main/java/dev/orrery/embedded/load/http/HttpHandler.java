// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load.http;

import java.io.IOException;

/** Answers one request. */
@FunctionalInterface
public interface HttpHandler {
    /**
     * @throws DropConnection to close the connection without any answer
     * @throws IOException when the client's body cannot be read: the connection is closed
     */
    HttpAnswer answer(HttpRequest request) throws IOException, DropConnection;
}
