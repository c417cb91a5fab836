// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.pipeline;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the rows of some tables come from.
 *
 * @param name letters, digits, {@code _} and {@code -}: folders and labels are named by it
 * @param checkpointInterval how often what was read becomes visible
 * @param deadLetters file for what could not be loaded, relative to the project
 * @param timeZone of the date-times that the tables hold, for sources that tell an instant
 * @param sources in the order of the file
 */
public record Pipeline(
        String name,
        int parallelism,
        Duration checkpointInterval,
        String deadLetters,
        ZoneId timeZone,
        List<Source> sources,
        List<Route> routes) {

    public Pipeline {
        sources = List.copyOf(sources);
        routes = List.copyOf(routes);
    }

    /**
     * The same into the databases of a server that calls them otherwise.
     *
     * @param databases the server's name by the one in the file; others are as written
     */
    public Pipeline in(Map<String, String> databases) {
        List<Route> placed = routes.stream().map(route -> route.in(databases)).toList();
        return new Pipeline(name, parallelism, checkpointInterval, deadLetters, timeZone, sources, placed);
    }

    public Optional<Source> source(String wanted) {
        return sources.stream().filter(s -> s.name().equals(wanted)).findFirst();
    }

    /** How many sources are older than this one: what a source of rank 1 says overrules one of rank 0. */
    public int rank(Source source) {
        return source.after()
                .flatMap(older -> source(older.value()))
                .map(older -> rank(older) + 1)
                .orElse(0);
    }

    /** The routes that rows of this source may take. */
    public List<Route> routesOf(Source source) {
        return routes.stream()
                .filter(r -> r.source().isEmpty() || r.source().get().value().equals(source.name()))
                .toList();
    }
}
