/**
 * Reads every YAML that a person writes for Orrery, so that each mistake has a file, a line and a column: {@link
 * dev.orrery.models.yaml.Yaml} turns a text into a {@link dev.orrery.models.yaml.YamlMap}, whose readers note which
 * keys are known and refuse the others by name. Start at {@code YamlMap}. Knows nothing of what the keys mean.
 */
@NullMarked
package dev.orrery.models.yaml;

import org.jspecify.annotations.NullMarked;
