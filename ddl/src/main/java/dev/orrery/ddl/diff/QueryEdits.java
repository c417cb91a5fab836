// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.diff;

import dev.orrery.ddl.normal.NormalMaterializedView;
import dev.orrery.ddl.normal.NormalView;
import dev.orrery.ddl.normal.PropertyRules;
import dev.orrery.ddl.normal.ReaderColumn;
import dev.orrery.models.sql.SqlFormatter;
import dev.orrery.models.sql.SqlPrinter;
import dev.orrery.models.sql.tree.Expression;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is other in a view or MV than it was.
 *
 * @param words a line for each thing: {@code + column x BIGINT}, {@code query changed}, {@code PARTITION BY …}
 * @param lines how the query differs, line by line; empty when it does not
 */
public record QueryEdits(List<String> words, List<String> lines) {
    public QueryEdits {
        words = List.copyOf(words);
        lines = List.copyOf(lines);
    }

    /** Both queries as they were written, for people. */
    record Texts(Query from, Query to) {}

    static QueryEdits of(NormalView from, NormalView to, Texts written) {
        List<String> words = new ArrayList<>(columns(from.columns(), to.columns()));
        List<String> lines = query(new Texts(from.query(), to.query()), written, words);
        changed(words, "SECURITY", from.security(), to.security());
        if (from.columns().equals(to.columns()) && !from.comments().equals(to.comments())) {
            words.add("comments changed");
        }
        return new QueryEdits(words, lines);
    }

    static QueryEdits of(
            NormalMaterializedView from,
            NormalMaterializedView to,
            Texts written,
            List<PropertyRules.Difference> properties) {
        List<String> words = new ArrayList<>(columns(from.columns(), to.columns()));
        List<String> lines = query(new Texts(from.query(), to.query()), written, words);
        changed(words, "PARTITION BY", expressions(from.partitionBy()), expressions(to.partitionBy()));
        String oldKeys = names(from.distribution().columns());
        String newKeys = names(to.distribution().columns());
        changed(words, "DISTRIBUTED BY", keys(oldKeys), keys(newKeys));
        to.distribution()
                .buckets()
                .ifPresent(wanted -> changed(
                        words,
                        "BUCKETS",
                        from.distribution().buckets().map(String::valueOf).orElse("by the server"),
                        wanted.toString()));
        changed(words, "ORDER BY", names(from.orderBy()), names(to.orderBy()));
        properties.forEach(property ->
                changed(words, "property " + property.key(), property.from().orElse(""), property.to()));
        return new QueryEdits(words, lines);
    }

    private static List<String> columns(List<ReaderColumn> from, List<ReaderColumn> to) {
        List<String> words = new ArrayList<>();
        for (ReaderColumn column : to) {
            ReaderColumn old = named(from, column.name());
            if (old == null) {
                words.add("+ column " + spell(column));
            } else if (!old.equals(column)) {
                words.add("~ column " + spell(old) + " -> " + Words.type(column.type()));
            }
        }
        for (ReaderColumn column : from) {
            if (named(to, column.name()) == null) {
                words.add("- column " + column.name());
            }
        }
        boolean reordered = words.isEmpty() && !from.equals(to);
        return reordered ? List.of("columns in another order") : words;
    }

    private static @org.jspecify.annotations.Nullable ReaderColumn named(List<ReaderColumn> columns, String name) {
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static String spell(ReaderColumn column) {
        return column.name() + " " + Words.type(column.type());
    }

    /** As written, or in normal form if that differs in half as many lines: old servers print a query as they understood it. */
    private static List<String> query(Texts normal, Texts written, List<String> words) {
        if (normal.from().equals(normal.to())) {
            return List.of();
        }
        words.add("query changed");
        List<String> asWritten = lines(written);
        List<String> asUnderstood = lines(normal);
        return asWritten.isEmpty() || (!asUnderstood.isEmpty() && asUnderstood.size() * 2 <= asWritten.size())
                ? asUnderstood
                : asWritten;
    }

    private static List<String> lines(Texts texts) {
        Function<Query, List<String>> formatted =
                query -> SqlFormatter.format(SqlPrinter.print(query)).lines().toList();
        return TextDiff.between(formatted.apply(texts.from()), formatted.apply(texts.to()));
    }

    private static void changed(List<String> words, String what, String from, String to) {
        if (!Objects.equals(from, to)) {
            words.add(what + " " + (from.isEmpty() ? "none" : from) + " -> " + (to.isEmpty() ? "none" : to));
        }
    }

    private static String expressions(List<Expression> expressions) {
        return expressions.stream().map(SqlPrinter::print).collect(Collectors.joining(", "));
    }

    private static String names(List<Identifier> names) {
        return names.stream().map(Identifier::text).collect(Collectors.joining(", "));
    }

    private static String keys(String names) {
        return names.isEmpty() ? "RANDOM" : "HASH(" + names + ")";
    }
}
