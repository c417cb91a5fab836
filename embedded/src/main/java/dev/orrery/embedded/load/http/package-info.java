/**
 * As much of HTTP/1.1 as Stream Load needs, over blocking sockets: a thread a connection, {@code Expect: 100-continue}
 * answered only when the handler wants the body, bodies with a length or chunked, and answers that come before the body
 * was read. In comes a connection, out go {@link dev.orrery.embedded.load.http.HttpAnswer}s of a {@link
 * dev.orrery.embedded.load.http.HttpHandler}. Start at {@code HttpListener}. Knows nothing of loading.
 */
@NullMarked
package dev.orrery.embedded.load.http;

import org.jspecify.annotations.NullMarked;
