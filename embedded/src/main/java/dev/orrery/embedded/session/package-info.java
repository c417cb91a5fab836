/**
 * What a client may ask of the embedded server, without the protocol: the wire opens a {@link
 * dev.orrery.embedded.session.Session} a connection and gets {@link dev.orrery.embedded.session.Answer}s or a {@link
 * dev.orrery.embedded.session.ServerError}. Start at {@code Session}. Knows neither sockets nor DuckDB.
 */
@NullMarked
package dev.orrery.embedded.session;

import org.jspecify.annotations.NullMarked;
