/**
 * The deployment of a project, put together: target, seeds, what is shown while it runs, and the question before. Start
 * at {@link dev.orrery.cli.deploy.Deployments}.
 */
@NullMarked
package dev.orrery.cli.deploy;

import org.jspecify.annotations.NullMarked;
