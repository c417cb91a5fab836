// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.catalog;

import dev.orrery.models.type.DataType;
import java.util.Optional;

/**
 * A column that readers of a definition see.
 *
 * @param name in its first spelling; compared without case
 */
public record Column(String name, DataType type, boolean nullable, Optional<String> comment) {}
