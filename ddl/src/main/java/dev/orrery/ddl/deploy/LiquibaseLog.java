// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import java.util.logging.Level;
import liquibase.logging.Logger;
import liquibase.logging.core.AbstractLogService;
import liquibase.logging.core.AbstractLogger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Liquibase's log into ours, where all of it is detail: what matters is raised as an exception. */
final class LiquibaseLog extends AbstractLogService {
    @Override
    public int getPriority() {
        return PRIORITY_NOT_APPLICABLE;
    }

    @Override
    @SuppressWarnings("rawtypes") // as Liquibase declares it
    public Logger getLog(Class category) {
        return new Slf4j(LoggerFactory.getLogger(category));
    }

    @SuppressWarnings("try") // Liquibase declares close() with any exception
    private static final class Slf4j extends AbstractLogger {
        private final org.slf4j.Logger log;

        Slf4j(org.slf4j.Logger log) {
            this.log = log;
        }

        @Override
        public void log(Level level, String message, @Nullable Throwable cause) {
            if (level.intValue() >= Level.INFO.intValue()) {
                log.debug(message, cause);
            } else {
                log.trace(message, cause);
            }
        }
    }
}
