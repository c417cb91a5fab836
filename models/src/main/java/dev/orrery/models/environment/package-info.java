/**
 * What an environment holds of a project: a {@link dev.orrery.models.compile.Compilation} and the names of its models in
 * that environment come in, another compilation goes out, of the models that are built there, with every reference led to
 * where the environment reads it. Start at {@link dev.orrery.models.environment.Placement}. Which models those are is not
 * decided here: that needs a server.
 */
@NullMarked
package dev.orrery.models.environment;

import org.jspecify.annotations.NullMarked;
