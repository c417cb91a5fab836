// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.project;

/** Where the target server keeps its rows: on its back ends, or in object storage. */
public enum RunMode {
    SHARED_NOTHING,
    SHARED_DATA
}
