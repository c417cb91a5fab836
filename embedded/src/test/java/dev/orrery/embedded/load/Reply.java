// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.load;

import java.util.Map;

/**
 * What came back.
 *
 * @param headers names in lower case
 */
record Reply(int status, Map<String, String> headers, String body) {}
