/**
 * The refresher of a project, put together: graph from its files, server, run history below {@code .orrery/}. Start at
 * {@link dev.orrery.cli.refresh.Refreshers}.
 */
@NullMarked
package dev.orrery.cli.refresh;

import org.jspecify.annotations.NullMarked;
