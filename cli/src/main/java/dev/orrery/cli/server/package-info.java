/**
 * The server that a command works on: an environment of {@code orrery.yml}, the one that {@code ORRERY_URL} names, or
 * the project's own embedded server, the running one or one started for this command. Start at {@link
 * dev.orrery.cli.server.Servers}.
 */
@NullMarked
package dev.orrery.cli.server;

import org.jspecify.annotations.NullMarked;
