/**
 * What a live StarRocks server is: statements, addresses and names of a state database go in; typed rows of its metadata, task runs
 * and errors by code come out. Start at {@link dev.orrery.starrocks.StarRocks}; {@link dev.orrery.starrocks.JdbcStarRocks}
 * is the real one. {@link dev.orrery.starrocks.DeployLock} and {@link dev.orrery.starrocks.Leases} are where deployment and
 * refresher meet. Knows no plan and no schedule.
 */
@NullMarked
package dev.orrery.starrocks;

import org.jspecify.annotations.NullMarked;
