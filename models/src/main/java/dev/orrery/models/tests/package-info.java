/**
 * Tests of models. Test files and the headers of models come in; what goes out is values: {@link
 * dev.orrery.models.tests.ModelTest}s whose every name and value was held against the compiled catalog, the statements
 * that build the {@link dev.orrery.models.tests.Scene} of one, the question that finds the rows breaking a {@link
 * dev.orrery.models.project.DataTest}, and the {@link dev.orrery.models.tests.Differences} between rows. Start at {@link
 * dev.orrery.models.tests.ModelTests#read}. It runs nothing: whoever has a server does.
 */
@NullMarked
package dev.orrery.models.tests;

import org.jspecify.annotations.NullMarked;
