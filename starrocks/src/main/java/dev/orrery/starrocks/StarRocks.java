// SPDX-License-Identifier: Apache-2.0
package dev.orrery.starrocks;

import dev.orrery.models.catalog.ModelName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Function;
import org.jooq.DSLContext;

/**
 * A session with a StarRocks server. Safe for use by several threads, one statement at a time.
 *
 * <p>All methods throw {@link ServerException} when the server refuses, and
 * {@link dev.orrery.models.diagnostic.EnvironmentException} when no front end answers.
 */
public interface StarRocks extends RefreshServer, AutoCloseable {

    ServerVersion version();

    ServerAddress address();

    /** Carries out one statement whose result, if any, is of no interest. Sent once and as it is written. */
    void execute(String statement);

    /**
     * Reads through jOOQ. When the connection breaks, the function is called once more on the next front end: it must only
     * read, or do what may be done twice.
     */
    <T> T ask(Function<DSLContext, T> question);

    /** Databases of the default catalog. */
    SortedSet<String> databases();

    /** What some databases hold: three statements in all. */
    LiveObjects objects(Set<String> databases);

    /**
     * Who may do what with the objects of some databases, in the order of names; empty when this user may not see it. A grant on all
     * tables of a database is none on an object.
     */
    Optional<List<LiveGrant>> grants(Set<String> databases);

    /** The CREATE statement of a table, view or MV as the server prints it; empty when there is no such object. */
    Optional<String> showCreate(ModelName name);

    /**
     * The same of many objects, in a round trip for some two hundred of them. What is not there (any more) is left out.
     */
    SortedMap<ModelName, String> showCreate(Collection<ModelName> names);

    @Override
    void close();
}
