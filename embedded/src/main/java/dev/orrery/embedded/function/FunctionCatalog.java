// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.function;

import dev.orrery.embedded.duck.Typed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** The scalar functions that the embedded server computes, by lower-case name. */
public final class FunctionCatalog {
    private static final FunctionCatalog STANDARD = read();

    private final Map<String, List<Signature>> signatures;

    private FunctionCatalog(Map<String, List<Signature>> signatures) {
        this.signatures = signatures;
    }

    public static FunctionCatalog standard() {
        return STANDARD;
    }

    public boolean knows(String name) {
        return signatures.containsKey(name.toLowerCase(Locale.ROOT));
    }

    /** In the order of names. */
    public Set<String> names() {
        return new TreeSet<>(signatures.keySet());
    }

    /**
     * The call of the signature that fits best; the first of several.
     *
     * @param session texts for names such as {@code $now}
     * @return empty when none fits
     */
    public Optional<Typed> call(String name, List<Typed> arguments, Map<String, String> session) {
        Signature best = null;
        int least = Integer.MAX_VALUE;
        for (Signature signature : signatures.getOrDefault(name.toLowerCase(Locale.ROOT), List.of())) {
            OptionalInt distance = signature.distance(arguments);
            if (distance.isPresent() && distance.getAsInt() < least) {
                least = distance.getAsInt();
                best = signature;
            }
        }
        return Optional.ofNullable(best).map(s -> s.call(arguments, session));
    }

    private static FunctionCatalog read() {
        Map<String, List<Signature>> signatures = new HashMap<>();
        for (String line : lines("functions.txt")) {
            Signature signature = Signature.parse(line);
            signatures.computeIfAbsent(signature.name(), n -> new ArrayList<>()).add(signature);
        }
        return new FunctionCatalog(signatures);
    }

    /** A resource's lines without comments. */
    static List<String> lines(String resource) {
        try (InputStream stream = FunctionCatalog.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("no resource " + resource);
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            return reader.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
