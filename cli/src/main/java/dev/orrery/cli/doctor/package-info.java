/**
 * Looks whether this machine, this project and its server fit together, and says of each thing what to do if not. Start at {@link
 * dev.orrery.cli.doctor.ServerCheckup}. Changes nothing.
 */
@NullMarked
package dev.orrery.cli.doctor;

import org.jspecify.annotations.NullMarked;
