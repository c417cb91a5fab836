// SPDX-License-Identifier: Apache-2.0
package dev.orrery.starrocks;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import dev.orrery.models.catalog.ModelName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;

/** Reads who may do what with the objects of some databases: two statements, however many there are. */
final class GrantReads {
    private static final Field<String> GRANTEE = text("GRANTEE");
    private static final Field<String> DATABASE = text("OBJECT_DATABASE");
    private static final Field<String> NAME = text("OBJECT_NAME");
    private static final Field<String> PRIVILEGES = text("PRIVILEGE_TYPE");

    private GrantReads() {}

    static List<LiveGrant> grants(DSLContext sql, Set<String> databases) {
        List<LiveGrant> grants = new ArrayList<>();
        if (!databases.isEmpty()) {
            grants.addAll(read(sql, "grants_to_roles", LiveGrant.To.ROLE, databases));
            grants.addAll(read(sql, "grants_to_users", LiveGrant.To.USER, databases));
        }
        grants.sort(Comparator.comparing(LiveGrant::object)
                .thenComparing(LiveGrant::to)
                .thenComparing(LiveGrant::grantee));
        return grants;
    }

    private static List<LiveGrant> read(DSLContext sql, String where, LiveGrant.To to, Set<String> databases) {
        return sql
                .select(GRANTEE, DATABASE, NAME, PRIVILEGES)
                .from(table(name("sys", where)))
                .where(DATABASE.in(new TreeSet<>(databases)))
                .fetch()
                .stream()
                .filter(row -> row.get(NAME) != null && !row.get(NAME).isEmpty())
                .map(row -> new LiveGrant(
                        new ModelName(row.get(DATABASE), row.get(NAME)),
                        to,
                        row.get(GRANTEE),
                        Set.of(row.get(PRIVILEGES).toUpperCase(Locale.ROOT).split("\\s*,\\s*", -1))))
                .toList();
    }

    private static Field<String> text(String column) {
        return field(name(column), SQLDataType.VARCHAR);
    }
}
