/**
 * What the server says of itself: information_schema and sys, SHOW, DESC, SHOW CREATE and the system variables, in StarRocks' layout. A
 * {@link dev.orrery.embedded.metadata.ServerState} comes in, relations of text and {@link
 * dev.orrery.embedded.session.Answer}s go out. Start at {@link dev.orrery.embedded.metadata.InformationSchema} and {@link
 * dev.orrery.embedded.metadata.SystemVariables}. Knows neither sockets nor DuckDB.
 */
@NullMarked
package dev.orrery.embedded.metadata;

import org.jspecify.annotations.NullMarked;
