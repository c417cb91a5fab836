// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.pipeline;

import dev.orrery.models.diagnostic.FileSpan;

/** A value of a pipeline's file and where it stands. */
public record Placed<T>(T value, FileSpan place) {}
