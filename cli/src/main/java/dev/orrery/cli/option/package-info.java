/**
 * Options that several commands have, as mixins and converters for picocli: words of the command line come in, a project,
 * a server, a choice of models or a plan go out. Start at {@link dev.orrery.cli.option.ProjectOptions}.
 */
@NullMarked
package dev.orrery.cli.option;

import org.jspecify.annotations.NullMarked;
