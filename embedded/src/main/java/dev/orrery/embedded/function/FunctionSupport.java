// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.function;

import java.util.Map;
import java.util.TreeMap;

/** Which functions are answered otherwise than StarRocks answers them, and how: {@code approximate.txt}. */
public final class FunctionSupport {
    private static final Map<String, String> APPROXIMATIONS = read();

    private FunctionSupport() {}

    /** By name, in order: one sentence about the difference. */
    public static Map<String, String> approximations() {
        return APPROXIMATIONS;
    }

    private static Map<String, String> read() {
        Map<String, String> sentences = new TreeMap<>();
        for (String line : FunctionCatalog.lines("approximate.txt")) {
            int bar = line.indexOf('|');
            sentences.put(
                    line.substring(0, bar).strip(), line.substring(bar + 1).strip());
        }
        return java.util.Collections.unmodifiableMap(sentences);
    }
}
