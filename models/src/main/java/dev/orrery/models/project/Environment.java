// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.project;

import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.yaml.Secret;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * A server to deploy to, and how the project lies there, as orrery.yml names it.
 *
 * @param server its own; of one with a base, hosts are the base's
 * @param base the environment whose databases are read where this one has nothing of its own
 * @param databases its names of the project's databases
 * @param loads the loaded layers whose tables it has of its own, although it has a base
 * @param revision of git, that stands for what the base holds when its state cannot be read
 * @param properties of all its models that can have them
 */
public record Environment(
        String name,
        FileSpan at,
        Server server,
        Optional<String> base,
        DatabaseNames databases,
        Set<String> loads,
        Optional<String> revision,
        SortedMap<String, String> properties) {
    /** The project's own server, which needs no line in orrery.yml. */
    public static final String EMBEDDED = "embedded";

    public Environment {
        loads = Collections.unmodifiableSet(new TreeSet<>(loads));
        properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
    }

    /** One of no declaration: the project as it is. */
    public static Environment undeclared(String name, FileSpan at) {
        return new Environment(
                name,
                at,
                new Server(List.of(), List.of(), Optional.empty(), Optional.empty(), false),
                Optional.empty(),
                DatabaseNames.asInProject(),
                Set.of(),
                Optional.empty(),
                new TreeMap<>(Map.of()));
    }

    /**
     * Where it is, and as whom to come.
     *
     * @param hosts front ends as {@code host:port} of the MySQL protocol, tried in order
     * @param http front ends as {@code host:port} of the HTTP protocol, for loads; may be empty
     * @param tls whether the connection must be encrypted
     */
    public record Server(
            List<String> hosts, List<String> http, Optional<String> user, Optional<Secret> password, boolean tls) {
        public Server {
            hosts = List.copyOf(hosts);
            http = List.copyOf(http);
        }
    }

    /**
     * Under which name its state, its history and its files are kept: its own, with the values of the variables in its
     * databases' names, since one declaration is then an environment for each person: {@code dev_alice}.
     *
     * @param variables the value of each variable
     * @return a word, whatever the variables hold, which fits into the name of a table and of a file
     */
    public String stateName(UnaryOperator<String> variables) {
        StringBuilder text = new StringBuilder(name);
        databases.variables().forEach(variable -> text.append('_').append(variables.apply(variable)));
        return DatabaseNames.word(text.toString());
    }

    /** Whether its models stand beside those of the project, under names of their own. */
    public boolean isBeside() {
        return base.isPresent() || !databases.isEmpty();
    }
}
