// SPDX-License-Identifier: Apache-2.0
package dev.orrery.starrocks;

import dev.orrery.models.catalog.ModelName;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * What refreshing needs of a server. Every read is one statement, however many objects it asks about.
 *
 * <p>All methods throw {@link ServerException} when the server refuses, and
 * {@link dev.orrery.models.diagnostic.EnvironmentException} when no front end answers.
 */
public interface RefreshServer {

    /** The zone of the times that the server tells; asked once. */
    ZoneId timeZone();

    /** The MVs of some databases, in the order of names. */
    List<LiveMaterializedView> materializedViews(Set<String> databases);

    /** The versions of every partition of some tables; a table that is missing or not readable has none. */
    List<PartitionVersion> partitions(Set<ModelName> tables);

    /** The known runs of some tasks, oldest first. */
    List<TaskRun> taskRuns(Set<String> taskNames);

    /**
     * Submits a refresh and returns at once.
     *
     * @param trace goes into a comment of the statement, so that it is found again in the server's logs
     * @return the query id of its first task run
     */
    String refresh(ModelName materializedView, String trace);

    /** Makes an inactive MV active again. */
    void activate(ModelName materializedView);
}
