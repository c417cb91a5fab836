/**
 * The main job end to end on an example: server, deploy, load, refresh, dashboard, and the comparison with the truth.
 * Start at {@link dev.orrery.cli.demo.Demo}. It uses the same pieces as the single commands; only {@link
 * dev.orrery.cli.demo.Teller}, who makes new events, exists for the demo alone.
 */
@NullMarked
package dev.orrery.cli.demo;

import org.jspecify.annotations.NullMarked;
