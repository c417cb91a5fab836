// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.project;

/** A switch of the target server that is off by default. */
public enum Feature {
    GIN,
    VECTOR,
    ROWSTORE
}
