/**
 * StarRocks SQL in, DuckDB SQL out: a parsed query becomes text that DuckDB answers as StarRocks would, or a {@link
 * dev.orrery.embedded.session.ServerError} that says why not. Names are resolved through {@link
 * dev.orrery.embedded.translate.Objects}; views are put in the place of their names. Start at {@link
 * dev.orrery.embedded.translate.Translator}. Knows neither connections nor storage.
 */
@NullMarked
package dev.orrery.embedded.translate;

import org.jspecify.annotations.NullMarked;
