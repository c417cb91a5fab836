/**
 * Which models an environment builds for itself and which it reads from its base: a compiled project and a server with the
 * registry of the base come in, a {@link dev.orrery.models.environment.Placement} with a reason for each model goes out. Start
 * at {@link dev.orrery.ddl.environment.Surveyor}. Only reads.
 */
@NullMarked
package dev.orrery.ddl.environment;

import org.jspecify.annotations.NullMarked;
