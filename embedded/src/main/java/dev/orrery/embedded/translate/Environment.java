// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.translate;

import dev.orrery.models.sql.tree.Expression;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a statement sees of the session that runs it.
 *
 * @param now when the statement began: every now() in it is this moment
 * @param database for names without one
 */
public record Environment(
        ZonedDateTime now, Optional<String> database, Who user, int connectionId, Variables variables) {

    /**
     * Who runs it.
     *
     * @param name as USER() shows it
     * @param roles as CURRENT_ROLE() shows those that are active
     */
    public record Who(String name, String roles) {
        public static final Who ROOT = new Who("'root'@'%'", "root");
        public static final Who NOBODY = new Who("", "NONE");
    }

    /** Session variables. */
    public interface Variables {
        /**
         * @param scope {@code @@}, {@code @@session.} or {@code @@global.}
         * @return StarRocks' text of its value, empty when there is no such variable
         */
        Optional<String> value(String scope, String name);

        /** What a user variable stands for; empty when it was never set, which reads as NULL. */
        default Optional<Expression> user(String name) {
            return Optional.empty();
        }
    }

    /** Casts that fail are errors rather than NULL. */
    boolean throwsOnFailedCasts() {
        return variables
                .value("@@", "sql_mode")
                .filter(mode -> mode.contains("ALLOW_THROW_EXCEPTION"))
                .isPresent();
    }

    /** With other values of some variables, by lower-case name. */
    Environment with(Map<String, String> values) {
        Variables before = variables;
        return new Environment(now, database, user, connectionId, new Variables() {
            @Override
            public Optional<String> value(String scope, String name) {
                Optional<String> changed = Optional.ofNullable(values.get(name.toLowerCase(Locale.ROOT)));
                return changed.isPresent() ? changed : before.value(scope, name);
            }

            @Override
            public Optional<Expression> user(String name) {
                return before.user(name);
            }
        });
    }

    Environment in(String otherDatabase) {
        return new Environment(now, Optional.of(otherDatabase), user, connectionId, variables);
    }
}
