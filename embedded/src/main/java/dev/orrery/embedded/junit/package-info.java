/**
 * The embedded server in tests of any Java project: {@link dev.orrery.embedded.junit.EmbeddedStarRocksExtension} starts
 * and stops it. JUnit is the project's own; nothing else here needs it.
 */
@NullMarked
package dev.orrery.embedded.junit;

import org.jspecify.annotations.NullMarked;
