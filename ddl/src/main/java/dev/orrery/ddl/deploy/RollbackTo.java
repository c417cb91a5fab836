// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.deploy;

import java.util.function.Function;

/** How far a rollback goes. */
public sealed interface RollbackTo {

    <R> R match(Function<Count, R> count, Function<Tag, R> tag);

    /** The newest so many deployments. */
    record Count(int deployments) implements RollbackTo {
        public Count {
            if (deployments < 1) {
                throw new IllegalArgumentException("a rollback takes back one deployment or more: " + deployments);
            }
        }

        @Override
        public <R> R match(Function<Count, R> count, Function<Tag, R> tag) {
            return count.apply(this);
        }
    }

    /**
     * Everything after a deployment, itself aside.
     *
     * @param text as history prints it, such as {@code 0007}
     */
    record Tag(String text) implements RollbackTo {
        @Override
        public <R> R match(Function<Count, R> count, Function<Tag, R> tag) {
            return tag.apply(this);
        }
    }
}
