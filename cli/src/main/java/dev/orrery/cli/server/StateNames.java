// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.server;

import dev.orrery.models.project.Environment;
import java.util.function.UnaryOperator;

/** Under which name the state of an environment is kept. */
final class StateNames {
    private StateNames() {}

    /**
     * Its own; with the values of the variables in its databases' names, since one declaration is then an environment for each
     * person: {@code dev_alice}.
     */
    static String of(Environment environment, UnaryOperator<String> variables) {
        StringBuilder name = new StringBuilder(environment.name());
        environment.databases().variables().forEach(variable -> name.append('_').append(variables.apply(variable)));
        return name.toString();
    }
}
