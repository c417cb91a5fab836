// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.partition;

import java.util.Optional;

/**
 * {@code column = value} in a PARTITION clause.
 *
 * @param value empty for NULL
 */
public record KeyValue(String column, Optional<String> value) {}
