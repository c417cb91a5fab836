// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import dev.orrery.ddl.changelog.Changelog.ChangeSetId;
import dev.orrery.ddl.seed.Seed;
import java.time.Duration;

/** Is told what a deployment does, while it does it. Called from the thread that deploys. */
public interface DeployListener {
    DeployListener SILENT = new DeployListener() {
        @Override
        public void started(ChangeSetId step, int total) {}

        @Override
        public void finished(ChangeSetId step, int total, Duration took) {}

        @Override
        public void waits(ChangeSetId step, int total, String progress) {}

        @Override
        public void undone(ChangeSetId step, Duration took) {}

        @Override
        public void loaded(Seed seed) {}
    };

    /**
     * @param total number of steps of this deployment; {@code step.step()} counts from 1
     */
    void started(ChangeSetId step, int total);

    void finished(ChangeSetId step, int total, Duration took);

    /**
     * A schema change goes on in the background.
     *
     * @param progress in the server's words
     */
    void waits(ChangeSetId step, int total, String progress);

    void undone(ChangeSetId step, Duration took);

    void loaded(Seed seed);

    /** Asked before each step of an apply: a yes ends the deployment there, as a failure that the next apply goes on from. */
    default boolean stops() {
        return false;
    }
}
