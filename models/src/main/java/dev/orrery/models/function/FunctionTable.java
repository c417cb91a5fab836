// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.function;

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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Every function that is known, by name in lower case. Read once from {@code functions.txt} beside this class. */
public final class FunctionTable {
    private static final FunctionTable BUILT_IN = read();

    private final Map<String, List<Signature>> byName;
    private final Map<String, Optional<FunctionKind>> kinds = new HashMap<>();

    private FunctionTable(Map<String, List<Signature>> byName) {
        this.byName = byName;
        byName.forEach((name, signatures) ->
                kinds.put(name, Optional.of(signatures.get(0).kind())));
    }

    public static FunctionTable builtIn() {
        return BUILT_IN;
    }

    private static FunctionTable read() {
        Map<String, List<Signature>> byName = new HashMap<>();
        try (InputStream in = FunctionTable.class.getResourceAsStream("functions.txt")) {
            if (in == null) {
                throw new IllegalStateException("functions.txt is not in the build");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            String line;
            while ((line = reader.readLine()) != null) {
                if (!line.startsWith("#")) {
                    Signature signature = signature(line);
                    byName.computeIfAbsent(signature.name(), name -> new ArrayList<>())
                            .add(signature);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new FunctionTable(byName);
    }

    private static Signature signature(String line) {
        int open = line.indexOf('(');
        int close = line.indexOf(')');
        String[] words = line.substring(0, open).strip().split(" ");
        List<TypePattern> arguments = new ArrayList<>();
        boolean variadic = false;
        for (String argument : line.substring(open + 1, close).split(" ")) {
            if (argument.equals("...")) {
                variadic = true;
            } else if (!argument.isEmpty()) {
                arguments.add(TypePattern.parse(argument));
            }
        }
        return new Signature(
                words[0],
                FunctionKind.valueOf(words[1].toUpperCase(Locale.ROOT)),
                words[2],
                arguments,
                variadic,
                TypePattern.parse(line.substring(close + 2).strip()));
    }

    List<Signature> find(String name) {
        return byName.getOrDefault(name, List.of());
    }

    /** What a name that no signature has is made of, if of an aggregate. */
    Optional<Combinator.Made> made(String name) {
        return !byName.containsKey(name)
                ? Combinator.of(name)
                        .filter(made -> find(made.aggregate()).stream()
                                .anyMatch(signature -> signature.kind() == FunctionKind.AGGREGATE))
                : Optional.empty();
    }

    /** Where the function may stand; empty when it is not known. */
    public Optional<FunctionKind> kind(String name) {
        Optional<FunctionKind> known = kinds.get(name);
        if (known != null) {
            return known;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        return kinds.containsKey(lower)
                ? kinds.get(lower)
                : made(lower).map(made -> made.combinator().kind());
    }

    /** Of every function the first StarRocks line that has it in any form, such as {@code 3.4}; 3.1 stands for all. */
    public Map<String, String> firstReleases() {
        Map<String, String> first = new TreeMap<>();
        byName.values()
                .forEach(signatures -> signatures.forEach(signature -> first.merge(
                        signature.name(), signature.since(), (one, other) -> one.compareTo(other) <= 0 ? one : other)));
        return first;
    }

    /** Names for suggestions, sorted. */
    public Set<String> names() {
        return new TreeSet<>(byName.keySet());
    }
}
