/** What the tests of several rooms share: many golden cases in one readable file. */
@NullMarked
package dev.orrery.models;

import org.jspecify.annotations.NullMarked;
