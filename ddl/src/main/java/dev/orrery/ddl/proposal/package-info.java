/**
 * Generated columns that the compiler proposes, worked into the files of a project: files in, changed files out, with what was replaced
 * and what was left and why. Start at {@link dev.orrery.ddl.proposal.Proposing}. Pure: who calls it reads and writes the files.
 */
@NullMarked
package dev.orrery.ddl.proposal;

import org.jspecify.annotations.NullMarked;
