// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.importing;

import dev.orrery.ddl.diff.Desired;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.project.Project;
import dev.orrery.models.project.SourceFiles;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where models are written to.
 *
 * @param files that are there already
 * @param project what they are; empty where an orrery.yml is to be written
 * @param name of a project that is begun
 * @param environment the server, for the orrery.yml of a project that is begun
 * @param existing what becomes of models that are there already
 * @param desired what a project says of a server
 */
public record Into(
        SourceFiles files,
        Optional<Project> project,
        String name,
        Optional<Environment> environment,
        Existing existing,
        Function<Compilation, Desired> desired) {

    /** Whether a model that is there is written anew. */
    public enum Existing {
        KEPT,
        REPLACED
    }

    /**
     * A server by its name.
     *
     * @param password a reference such as {@code ${env:NAME}}, never a value
     */
    public record Environment(String name, List<String> hosts, String user, String password) {
        public Environment {
            hosts = List.copyOf(hosts);
        }
    }
}
