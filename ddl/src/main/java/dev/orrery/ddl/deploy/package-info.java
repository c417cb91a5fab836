/**
 * Carries a plan out: {@link dev.orrery.ddl.deploy.Deployment} plans under the server's eyes, takes the deploy lock, lets
 * Liquibase run the changelog, and remembers in the state database what was deployed, with which rollback, and which objects
 * are ours. Start at {@code Deployment}.
 */
@NullMarked
package dev.orrery.ddl.deploy;

import org.jspecify.annotations.NullMarked;
