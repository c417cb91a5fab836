// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.partition;

/** A partition that a statement asks for. */
public record NamedBounds(String name, Bounds bounds) {}
