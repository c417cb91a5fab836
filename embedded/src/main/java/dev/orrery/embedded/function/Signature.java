// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.function;

import dev.orrery.embedded.duck.Casting;
import dev.orrery.embedded.duck.TypeRules;
import dev.orrery.embedded.duck.Typed;
import dev.orrery.models.type.DataType;
import dev.orrery.models.type.DataType.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One line of {@code functions.txt}.
 *
 * @param repeats the last parameter stands for any number of arguments, one at least
 * @param template {@code $1} is the first argument, {@code $*} all with commas, {@code $|} all with {@code ||}, {@code
 *     $rest} all but the first, {@code $nulls} a test for a NULL among them; other names are the session's
 */
record Signature(String name, List<TypePattern> parameters, boolean repeats, TypePattern result, String template) {
    private static final Pattern LINE = Pattern.compile("(\\w+)\\((.*?)\\) -> (\\S.*?) \\| (.+)");
    private static final Pattern PLACE = Pattern.compile("\\$(\\*|\\||[0-9]+|[a-z]+)");

    static Signature parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalStateException("not a signature: " + line);
        }
        List<TypePattern> parameters = new ArrayList<>();
        String list = matcher.group(2);
        boolean repeats = list.endsWith("...");
        for (String parameter : split(repeats ? list.substring(0, list.length() - 3) : list)) {
            parameters.add(TypePattern.parse(parameter));
        }
        return new Signature(
                matcher.group(1), parameters, repeats, TypePattern.parse(matcher.group(3)), matcher.group(4));
    }

    /** At the commas outside of angle brackets. */
    private static List<String> split(String list) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            depth += c == '<' ? 1 : c == '>' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(list.substring(start, i));
                start = i + 1;
            }
        }
        if (!list.isBlank()) {
            parts.add(list.substring(start));
        }
        return parts;
    }

    private TypePattern parameter(int place) {
        return parameters.get(Math.min(place, parameters.size() - 1));
    }

    /** How well arguments fit; empty when they do not. */
    OptionalInt distance(List<Typed> arguments) {
        boolean count = repeats ? arguments.size() >= parameters.size() : arguments.size() == parameters.size();
        if (!count) {
            return OptionalInt.empty();
        }
        TypePattern.Bindings bindings = new TypePattern.Bindings();
        int total = 0;
        for (int i = 0; i < arguments.size(); i++) {
            OptionalInt distance = parameter(i).distance(arguments.get(i).type(), bindings);
            if (distance.isEmpty()) {
                return OptionalInt.empty();
            }
            total += distance.getAsInt();
        }
        return OptionalInt.of(total);
    }

    Typed call(List<Typed> arguments, Map<String, String> session) {
        TypePattern.Bindings bindings = new TypePattern.Bindings();
        for (int i = 0; i < arguments.size(); i++) {
            parameter(i).distance(arguments.get(i).type(), bindings);
        }
        List<String> cast = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            TypePattern pattern = parameter(i);
            Typed argument = arguments.get(i);
            boolean asIs = pattern instanceof TypePattern.Any;
            DataType target = asIs ? argument.type() : pattern.resolve(bindings);
            Typed value = Casting.to(argument, target);
            // DuckDB does not know which of a function's types a bare NULL or text has.
            boolean bare = value.isNull() || (value.isTextLiteral() && TypeRules.isText(target));
            cast.add(bare && !target.is(Kind.NULL) ? typedLiteral(value, target) : value.sql());
        }
        DataType type = result.resolve(bindings);
        return Typed.of(fill(cast, session), type);
    }

    private static String typedLiteral(Typed value, DataType type) {
        return "CAST(" + value.sql() + " AS " + dev.orrery.embedded.duck.DuckType.of(type) + ")";
    }

    private String fill(List<String> arguments, Map<String, String> session) {
        Matcher matcher = PLACE.matcher(template);
        StringBuilder sql = new StringBuilder("(");
        while (matcher.find()) {
            matcher.appendReplacement(sql, Matcher.quoteReplacement(place(matcher.group(1), arguments, session)));
        }
        matcher.appendTail(sql);
        return sql.append(')').toString();
    }

    private static String place(String name, List<String> arguments, Map<String, String> session) {
        if (Character.isDigit(name.charAt(0))) {
            return arguments.get(Integer.parseInt(name) - 1);
        }
        return switch (name) {
            case "*" -> String.join(", ", arguments);
            case "|" -> String.join(" || ", arguments);
            case "rest" -> String.join(", ", arguments.subList(1, arguments.size()));
            case "nulls" -> arguments.stream().map(a -> a + " IS NULL").collect(Collectors.joining(" OR "));
            default -> session.getOrDefault(name, "NULL");
        };
    }
}
