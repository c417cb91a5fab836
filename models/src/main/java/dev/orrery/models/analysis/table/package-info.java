/**
 * The rules of StarRocks' own tables: {@link dev.orrery.models.analysis.table.TableRules#check} takes a CREATE TABLE and
 * the server that it is written for, and answers with what that server would refuse: keys, column types, aggregates,
 * defaults, partitions, distribution, indexes, properties. Start at {@code TableRules}. Knows one statement, no queries;
 * expressions of generated columns are analyzed by the package above.
 */
@NullMarked
package dev.orrery.models.analysis.table;

import org.jspecify.annotations.NullMarked;
