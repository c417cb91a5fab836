/** The server as a library, used as another project would. */
@NullMarked
package dev.orrery.embedded.junit;

import org.jspecify.annotations.NullMarked;
