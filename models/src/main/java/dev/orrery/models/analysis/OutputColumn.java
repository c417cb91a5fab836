// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.analysis;

import dev.orrery.models.analysis.origin.Origins;
import dev.orrery.models.type.DataType;

/**
 * A column of a query's result.
 *
 * @param name its alias, or the text that StarRocks makes of an expression without one
 */
public record OutputColumn(String name, DataType type, boolean nullable, Origins origins) {}
