// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import dev.orrery.starrocks.ServerException;
import dev.orrery.starrocks.StarRocks;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whether a user is shown all objects of every database. Others are shown those on which they have a privilege, so that a
 * database that looks empty to them may be full.
 */
final class Sight {
    private static final Set<String> ALL_SEEING = Set.of("root", "db_admin");
    private static final Pattern ROLES =
            Pattern.compile("GRANT\\s+((?:(?!\\sON\\s).)+?)\\s+TO\\s+.*", Pattern.CASE_INSENSITIVE);

    private Sight() {}

    /** A role must be granted, and active: in doubt the answer is no. */
    static boolean isWhole(StarRocks starRocks) {
        try {
            Set<String> active = words(starRocks.ask(sql -> String.valueOf(sql.fetchValue("SELECT current_role()"))));
            Set<String> granted = new HashSet<>();
            starRocks.ask(sql -> sql.fetch("SHOW GRANTS")).forEach(row -> {
                Matcher roles =
                        ROLES.matcher(String.valueOf(row.get(row.size() - 1)).strip());
                if (roles.matches()) {
                    granted.addAll(words(roles.group(1)));
                }
            });
            return granted.stream().anyMatch(ALL_SEEING::contains)
                    && active.stream().anyMatch(ALL_SEEING::contains);
        } catch (ServerException e) {
            if (e.kind() == ServerException.Kind.CONNECTION_LOST) {
                throw e;
            }
            return false;
        }
    }

    private static Set<String> words(String roles) {
        return Arrays.stream(roles.split(",", -1))
                .map(role -> role.replaceAll("['`\"]", "").strip())
                .collect(Collectors.toSet());
    }
}
