// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.session;

import dev.orrery.models.type.DataType;

/**
 * A column of a result.
 *
 * @param name its label
 * @param type as StarRocks types it: the wire derives the MySQL type from it
 */
public record ResultColumn(String name, DataType type, boolean nullable) {}
