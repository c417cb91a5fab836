// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

/** {@code "key" = "value"} of a PROPERTIES clause. */
public record Property(Location at, String key, String value) implements Node {}
