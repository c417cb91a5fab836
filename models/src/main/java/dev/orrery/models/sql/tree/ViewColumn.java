// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.tree;

import java.util.Optional;

/** A column in the list after a view's or MV's name: its type comes from the query. */
public record ViewColumn(Location at, Identifier name, Optional<String> comment) implements Node {}
