// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.partition;

import dev.orrery.embedded.session.ServerError;
import dev.orrery.models.type.DataType;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the partitions of a PARTITION BY and of ADD PARTITION. */
final class DefinitionText {
    private static final int MOST = 4096;

    private final List<PartitionColumn> columns;

    DefinitionText(List<PartitionColumn> columns) {
        this.columns = columns;
    }

    /**
     * @param before the upper bound of the partition before it, where {@code LESS THAN} begins
     */
    List<NamedBounds> read(String text, Optional<List<Bound>> before) throws ServerError {
        Words words = new Words(text);
        if (words.accept("PARTITIONS") || words.at("START")) {
            return series(words);
        }
        words.skip("PARTITION");
        if (words.accept("IF")) {
            words.skip("NOT", "EXISTS");
        }
        String name = words.next().text();
        words.skip("VALUES");
        if (words.accept("LESS")) {
            words.skip("THAN");
            List<Bound> upper = words.accept("MAXVALUE") ? all(Bound.HIGHEST) : bounds(words.list());
            return List.of(new NamedBounds(name, new Bounds.Range(before.orElseGet(() -> all(Bound.LOWEST)), upper)));
        }
        if (words.accept("[")) {
            List<Bound> lower = bounds(words.list());
            words.skip(",");
            return List.of(new NamedBounds(name, new Bounds.Range(lower, bounds(words.list()))));
        }
        words.skip("IN");
        return List.of(new NamedBounds(name, new Bounds.Values(tuples(words))));
    }

    private List<Bound> all(Bound bound) {
        return columns.stream().map(c -> bound).toList();
    }

    private List<Bound> bounds(List<Words.Word> words) {
        List<Bound> bounds = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            bounds.add(i < words.size() ? bound(words.get(i), columns.get(i).type()) : Bound.LOWEST);
        }
        return bounds;
    }

    static Bound bound(Words.Word word, DataType type) {
        if (!word.quoted() && word.text().equalsIgnoreCase("MAXVALUE")) {
            return Bound.HIGHEST;
        }
        if (!word.quoted() && word.text().equalsIgnoreCase("NULL")) {
            return Bound.NULL;
        }
        return Bound.of(Moments.normal(word.text(), type));
    }

    private List<List<Bound>> tuples(Words words) {
        words.skip("(");
        List<List<Bound>> tuples = new ArrayList<>();
        while (!words.accept(")")) {
            if (words.accept(",")) {
                continue;
            }
            tuples.add(words.at("(") ? bounds(words.list()) : bounds(List.of(words.next())));
        }
        return tuples;
    }

    /** {@code START ("…") END ("…") EVERY (INTERVAL 1 DAY)}, or every so many numbers. */
    List<NamedBounds> series(Words words) throws ServerError {
        DataType type = columns.get(0).type();
        words.skip("START");
        String start = words.list().get(0).text();
        words.skip("END");
        String end = words.list().get(0).text();
        words.skip("EVERY");
        List<Words.Word> every = words.list();
        if (every.size() > 1) {
            return moments(
                    start,
                    end,
                    Long.parseLong(every.get(1).text()),
                    every.get(2).text(),
                    type);
        }
        return numbers(start, end, new BigInteger(every.get(0).text()));
    }

    private static List<NamedBounds> moments(String start, String end, long step, String unit, DataType type)
            throws ServerError {
        LocalDateTime from = Moments.parse(start).orElseThrow(() -> invalid(start));
        LocalDateTime to = Moments.parse(end).orElseThrow(() -> invalid(end));
        List<NamedBounds> partitions = new ArrayList<>();
        for (LocalDateTime at = from; at.isBefore(to) && partitions.size() <= MOST; ) {
            LocalDateTime next = Moments.plus(at, step, unit);
            partitions.add(new NamedBounds(
                    "p" + Moments.name(at, unit, Moments.WeekNames.NUMBERED),
                    range(Moments.print(at, type), Moments.print(next.isAfter(to) ? to : next, type))));
            at = next;
        }
        return checked(partitions);
    }

    private static List<NamedBounds> numbers(String start, String end, BigInteger step) throws ServerError {
        BigInteger to = Moments.number(end).orElseThrow(() -> invalid(end));
        List<NamedBounds> partitions = new ArrayList<>();
        for (BigInteger at = Moments.number(start).orElseThrow(() -> invalid(start));
                at.compareTo(to) < 0 && partitions.size() <= MOST; ) {
            BigInteger next = at.add(step).min(to);
            partitions.add(new NamedBounds("p" + at, range(at.toString(), next.toString())));
            at = next;
        }
        return checked(partitions);
    }

    private static List<NamedBounds> checked(List<NamedBounds> partitions) throws ServerError {
        if (partitions.size() > MOST) {
            throw ServerError.analyzing("The number of partitions is larger than " + MOST);
        }
        return partitions;
    }

    static Bounds.Range range(String lower, String upper) {
        return new Bounds.Range(List.of(Bound.of(lower)), List.of(Bound.of(upper)));
    }

    private static ServerError invalid(String value) {
        return ServerError.analyzing("Invalid date/datetime/number: " + value);
    }
}
