// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import liquibase.AbstractExtensibleObject;
import liquibase.ui.InputHandler;
import liquibase.ui.UIService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Liquibase's words to a person at a terminal, of which our user should see none. */
final class SilentUi extends AbstractExtensibleObject implements UIService {
    private static final Logger LOG = LoggerFactory.getLogger("dev.orrery.ddl.liquibase.ui");

    @Override
    public int getPriority() {
        return PRIORITY_NOT_APPLICABLE;
    }

    @Override
    public void sendMessage(String message) {
        LOG.debug(message);
    }

    @Override
    public void sendErrorMessage(String message) {
        LOG.debug(message);
    }

    @Override
    public void sendErrorMessage(String message, Throwable exception) {
        LOG.debug(message, exception);
    }

    @Override
    public <T> T prompt(String prompt, T valueIfNoEntry, InputHandler<T> inputHandler, Class<T> type) {
        return valueIfNoEntry;
    }

    @Override
    public void setAllowPrompt(boolean allowPrompt) {
        // Nobody is asked.
    }

    @Override
    public boolean getAllowPrompt() {
        return false;
    }
}
