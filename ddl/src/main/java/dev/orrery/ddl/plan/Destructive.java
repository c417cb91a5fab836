// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.plan;

/** Whether a plan may take rows away. */
public enum Destructive {
    WITHHELD,
    ALLOWED
}
