// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load.rows;

/** How a value was written in the body. */
enum ValueForm {
    /** A CSV field. */
    FIELD,
    /** A JSON string, unescaped. */
    STRING,
    /** A JSON number. */
    NUMBER,
    /** JSON true or false. */
    TRUTH,
    /** A JSON object or array, as JSON text. */
    NESTED
}
