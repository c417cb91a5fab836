// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

/**
 * Where a project is deployed to.
 *
 * @param project name in orrery.yml
 * @param environment such as {@code prod}; history, lock and registry are kept for each
 * @param owner who deploys, for people: such as {@code anna@laptop, pid 4711}
 */
public record DeployTarget(String project, String environment, String owner) {}
