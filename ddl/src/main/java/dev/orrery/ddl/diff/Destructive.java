// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.diff;

/** Whether a plan may take rows away. */
public enum Destructive {
    WITHHELD,
    ALLOWED
}
