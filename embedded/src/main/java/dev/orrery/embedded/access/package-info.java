/**
 * Users, their passwords, roles and what was granted to whom: CREATE USER, GRANT and their kin come in as text, SHOW GRANTS
 * and the login read what they made; a session asks its {@link
 * dev.orrery.embedded.access.Rights} before it does anything. Start at {@link dev.orrery.embedded.access.AccountBook}.
 */
@NullMarked
package dev.orrery.embedded.access;

import org.jspecify.annotations.NullMarked;
