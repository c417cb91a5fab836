/** Clients that others wrote, as they are, against the embedded server. Their scripts stand in {@code src/test/clients}. */
@NullMarked
package dev.orrery.embedded.client;

import org.jspecify.annotations.NullMarked;
