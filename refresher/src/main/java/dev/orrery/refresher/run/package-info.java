/**
 * Carries decisions out: looks at the server, lets {@code refresher.decide} decide, announces in {@code refresher.history}, sends the
 * REFRESH, follows its task runs to their end. Start at {@link dev.orrery.refresher.run.Refresher}, which a command opens;
 * {@link dev.orrery.refresher.run.RefreshLoop} is one turn of the wheel.
 */
@NullMarked
package dev.orrery.refresher.run;

import org.jspecify.annotations.NullMarked;
