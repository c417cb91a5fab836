/**
 * Runs the tests of a project: given/expect files each on an empty server in this process, data tests also on a server
 * that holds rows. Tests of {@link dev.orrery.models.tests} come in, {@link dev.orrery.cli.test.Outcome}s go out, as text
 * for people and as JUnit XML. Start at {@link dev.orrery.cli.test.TestRun}.
 */
@NullMarked
package dev.orrery.cli.test;

import org.jspecify.annotations.NullMarked;
