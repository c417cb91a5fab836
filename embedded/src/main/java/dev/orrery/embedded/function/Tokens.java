// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** tokenize: the words of a text, in lower case; of Chinese each pair of neighbours. */
final class Tokens {
    private Tokens() {}

    /** The tokens with a space between them; null for a text without any, and for parsers that are not known. */
    static @Nullable String of(String parser, String text) {
        List<String> tokens = new ArrayList<>();
        switch (parser) {
            case "english" -> words(text, tokens, false, true);
            case "standard" -> words(text, tokens, false, false);
            case "chinese" -> words(text, tokens, true, false);
            default -> throw new IllegalArgumentException("Unknown tokenizer: " + parser);
        }
        return tokens.isEmpty() ? null : String.join(" ", tokens);
    }

    private static void words(String text, List<String> tokens, boolean pairs, boolean asciiOnly) {
        StringBuilder word = new StringBuilder();
        StringBuilder run = new StringBuilder();
        text.toLowerCase(Locale.ROOT).codePoints().forEach(c -> {
            boolean ideograph = Character.isIdeographic(c);
            boolean part = !ideograph && Character.isLetterOrDigit(c) && (!asciiOnly || c < 0x80);
            if (!part) {
                flush(word, tokens);
            } else {
                word.appendCodePoint(c);
            }
            if (ideograph && !asciiOnly) {
                run.appendCodePoint(c);
            } else {
                flushRun(run, tokens, pairs);
            }
        });
        flush(word, tokens);
        flushRun(run, tokens, pairs);
    }

    private static void flush(StringBuilder word, List<String> tokens) {
        if (word.length() > 0) {
            tokens.add(word.toString());
            word.setLength(0);
        }
    }

    private static void flushRun(StringBuilder run, List<String> tokens, boolean pairs) {
        int[] points = run.codePoints().toArray();
        run.setLength(0);
        if (!pairs || points.length == 1) {
            for (int point : points) {
                tokens.add(Character.toString(point));
            }
            return;
        }
        for (int i = 0; i + 1 < points.length; i++) {
            tokens.add(Character.toString(points[i]) + Character.toString(points[i + 1]));
        }
    }
}
