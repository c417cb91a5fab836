/**
 * The types of StarRocks: {@link dev.orrery.models.type.DataType} as the parser reads them and the analyzer infers
 * them, and their spellings on each surface in {@link dev.orrery.models.type.TypeText}. Start at {@code DataType}. Rests on nothing else of ours.
 */
@NullMarked
package dev.orrery.models.type;

import org.jspecify.annotations.NullMarked;
