// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.engine;

import java.time.LocalDateTime;

/** A database. */
public record Database(long id, String name, LocalDateTime created) {}
