// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.yaml;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that must not be printed. Files hold only a reference, {@code ${env:NAME}} or {@code ${file:path}}, that is
 * followed when a connection is made.
 */
public final class Secret {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]+)}");

    /** Where references lead. */
    public interface Source {
        Optional<String> environmentVariable(String name);

        /** The text of a file, without a line end at its end. */
        Optional<String> file(String path);
    }

    private final String text;
    private final boolean reference;

    private Secret(String text, boolean reference) {
        this.text = text;
        this.reference = reference;
    }

    /** Empty when the text is no reference. Nothing at all is no secret and may be written. */
    public static Optional<Secret> reference(String text) {
        if (text.isEmpty()) {
            return Optional.of(new Secret("", false));
        }
        return REFERENCE.matcher(text).matches() ? Optional.of(new Secret(text, true)) : Optional.empty();
    }

    /** One that was handed over on the way, as in {@code ORRERY_PASSWORD}. */
    public static Secret of(String value) {
        return new Secret(value, false);
    }

    /** The value itself: empty when the reference leads nowhere. */
    public Optional<String> reveal(Source source) {
        Matcher matcher = REFERENCE.matcher(text);
        if (!reference || !matcher.matches()) {
            return Optional.of(text);
        }
        String target = matcher.group(2).strip();
        return matcher.group(1).equals("env") ? source.environmentVariable(target) : source.file(target);
    }

    /** The reference as written, which may be shown; a value never is. */
    @Override
    public String toString() {
        return reference ? text : "***";
    }
}
