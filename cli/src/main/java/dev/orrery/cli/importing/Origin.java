// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.importing;

import dev.orrery.cli.CliCode;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.project.Environment;

/** From which environments a project's own files may be written. */
public final class Origin {
    private Origin() {}

    /**
     * Refuses one whose databases are called otherwise, or are those of a base: what is read there is not what the files say.
     *
     * @throws DiagnosticException ORR-C033
     */
    public static void requireNames(Environment environment) {
        if (environment.isBeside()) {
            throw refusal(
                    environment,
                    environment.base().isPresent()
                            ? "stands on base '" + environment.base().get() + "'"
                            : "has names of its own for the project's databases");
        }
    }

    /**
     * Also refuses one that adds properties to every model, as they would be written into the files of all environments.
     *
     * @throws DiagnosticException ORR-C033
     */
    public static void requireAsWritten(Environment environment) {
        requireNames(environment);
        if (!environment.properties().isEmpty()) {
            throw refusal(
                    environment,
                    "adds properties to the models: "
                            + String.join(", ", environment.properties().keySet()));
        }
    }

    private static DiagnosticException refusal(Environment environment, String why) {
        return new DiagnosticException(
                Diagnostic.at(
                                environment.at(),
                                CliCode.NOT_AS_WRITTEN,
                                "environment '" + environment.name() + "' " + why
                                        + "; what it holds cannot be written into the project's files")
                        .withHelp(
                                "name an environment that holds the project under its own names, with no properties of its own"));
    }
}
