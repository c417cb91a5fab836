/**
 * Schema changes as jobs: an ALTER that StarRocks carries out on its own comes in, is done at once or, for tests of those
 * who wait, after a while, and is remembered for SHOW ALTER TABLE. Start at {@link dev.orrery.embedded.alter.AlterJobs}.
 * Knows no SQL: the change itself is handed in.
 */
@NullMarked
package dev.orrery.embedded.alter;

import org.jspecify.annotations.NullMarked;
