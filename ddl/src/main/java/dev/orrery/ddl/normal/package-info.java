/**
 * One form for what a person wrote and what a server prints, so that two trees that mean the same are equal: a {@code
 * CREATE} statement goes in, the same statement with every default written out and every spelling settled comes out.
 * Start at {@link dev.orrery.ddl.normal.NormalTable} and {@link dev.orrery.ddl.normal.NormalQuery}; {@link
 * dev.orrery.ddl.normal.PropertyRules} knows what servers add by themselves. Normal forms are compared, never sent.
 */
@NullMarked
package dev.orrery.ddl.normal;

import org.jspecify.annotations.NullMarked;
