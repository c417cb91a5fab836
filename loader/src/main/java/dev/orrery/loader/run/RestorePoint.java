// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.run;

import java.nio.file.Path;

/**
 * A checkpoint or savepoint that is complete.
 *
 * @param number grows with every one of a pipeline, whichever run made it
 * @param folder that holds its {@code _metadata}
 */
record RestorePoint(long number, Path folder) {}
