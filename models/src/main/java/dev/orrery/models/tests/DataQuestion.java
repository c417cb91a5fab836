// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.tests;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.diagnostic.FileSpan;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A data test of a model as a query that shows what breaks it.
 *
 * @param at where the test stands
 * @param name such as {@code unique(branch_id, biz_date)}
 * @param other another model that the question reads too
 */
public record DataQuestion(FileSpan at, ModelName model, String name, Optional<ModelName> other, Wording wording) {

    /** The query, once it is known how the server at hand calls models. */
    @FunctionalInterface
    public interface Wording {
        String sql(Function<ModelName, String> names);
    }

    /**
     * For the server of a {@link Scene}.
     *
     * @param limit most rows that are shown
     */
    public String inScene(int limit) {
        return wording.sql(name -> Local.of(name).quoted()) + " LIMIT " + limit;
    }

    /**
     * For a server that holds the project as it is deployed.
     *
     * @param places where the server has each model
     */
    public String deployed(int limit, UnaryOperator<ModelName> places) {
        return wording.sql(name -> DataQuestions.quoted(places.apply(name))) + " LIMIT " + limit;
    }
}
