// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import dev.orrery.ddl.DdlCode;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import java.util.List;

/** Which deployments a rollback takes back. */
final class Rollbacks {
    private Rollbacks() {}

    /**
     * @param history newest first
     * @return newest first
     * @throws DiagnosticException ORR-D008
     */
    static List<PastDeployment> choose(List<PastDeployment> history, RollbackTo to) {
        List<PastDeployment> standing = history.stream()
                .filter(deployment -> deployment.state() != PastDeployment.State.ROLLED_BACK)
                .toList();
        return to.match(count -> newest(standing, count.deployments()), tag -> after(standing, tag.text()));
    }

    private static List<PastDeployment> newest(List<PastDeployment> standing, int count) {
        if (standing.size() < count) {
            throw nothing(
                    "there " + (standing.size() == 1 ? "is 1 deployment" : "are " + standing.size() + " deployments")
                            + " to roll back, and " + count + (count == 1 ? " was" : " were") + " asked for");
        }
        return standing.subList(0, count);
    }

    private static List<PastDeployment> after(List<PastDeployment> standing, String tag) {
        for (int i = 0; i < standing.size(); i++) {
            boolean found = standing.get(i).tag().equals(tag)
                    || tag.equals(Integer.toString(standing.get(i).number()));
            if (found && i == 0) {
                throw nothing("'" + tag + "' is the newest deployment");
            }
            if (found) {
                return standing.subList(0, i);
            }
        }
        throw nothing("there is no deployment '" + tag + "'");
    }

    private static DiagnosticException nothing(String message) {
        return new DiagnosticException(Diagnostic.of(DdlCode.NOTHING_TO_ROLL_BACK, message)
                .withHelp("`orrery history` lists the deployments"));
    }
}
