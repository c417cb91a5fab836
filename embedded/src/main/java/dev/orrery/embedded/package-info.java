/**
 * A StarRocks-compatible server on DuckDB, for trying, tests and CI: {@link dev.orrery.embedded.EmbeddedStarRocks} puts
 * the engine, the MySQL protocol and the load HTTP together and starts them. Start there.
 */
@NullMarked
package dev.orrery.embedded;

import org.jspecify.annotations.NullMarked;
