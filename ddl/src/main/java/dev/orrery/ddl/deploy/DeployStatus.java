// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import dev.orrery.ddl.diff.Registry;
import dev.orrery.starrocks.DeployLock;
import java.util.Optional;

/**
 * Where an environment stands.
 *
 * @param last the newest deployment that was not rolled back
 * @param deploying who holds the deploy lock
 * @param registry the objects that are ours
 */
public record DeployStatus(Optional<PastDeployment> last, Optional<DeployLock.Holder> deploying, Registry registry) {}
