// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis.scope;

import dev.orrery.models.analysis.origin.Origins;
import java.util.List;

/**
 * What a relation or query looks like from outside.
 *
 * @param fields in order
 * @param influence columns that decide which rows there are: filters, joins, groups
 */
public record Shape(List<Field> fields, Origins influence) {
    public Shape {
        fields = List.copyOf(fields);
    }
}
