// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.rule;

import dev.orrery.models.ModelCode;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.Select;
import java.util.List;

/** {@code SELECT *} from a model of another layer: what the other layer adds tomorrow would come through unseen. */
final class BorderRule {
    private final Examined examined;

    BorderRule(Examined examined) {
        this.examined = examined;
    }

    void check(List<QueryParts.Scoped> selects) {
        for (QueryParts.Scoped scoped : selects) {
            Select select = scoped.select();
            for (Select.Item item : select.items()) {
                if (item.expression() instanceof Reference.Star star) {
                    select.from().ifPresent(from -> star(star, Source.of(from, examined.analysis(), WithNames.NONE)));
                }
            }
        }
    }

    private void star(Reference.Star star, List<Source> sources) {
        String qualifier =
                star.qualifier().map(name -> name.last()).map(Identifier::text).orElse("");
        String own = examined.model().layer().name();
        for (Source source : sources) {
            boolean brought = qualifier.isEmpty() || source.isNamed(qualifier);
            boolean foreign = source.model()
                    .flatMap(examined.layer())
                    .filter(layer -> !layer.equals(own))
                    .isPresent();
            if (brought && foreign) {
                examined.report(
                        star.at(),
                        ModelCode.STAR_AT_BORDER,
                        "'*' takes whatever layer '"
                                + examined.layer()
                                        .apply(source.model().orElseThrow())
                                        .orElse("") + "' has in '"
                                + source.model().orElseThrow() + "', today and tomorrow",
                        "name the columns");
                return;
            }
        }
    }
}
