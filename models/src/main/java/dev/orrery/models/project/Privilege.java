// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.project;

import dev.orrery.models.ModelCode;
import dev.orrery.models.catalog.ModelGraph;
import dev.orrery.models.diagnostic.Nearest;
import dev.orrery.models.yaml.YamlValue;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a role can be granted on a model. ALL is none of them: a server tells it as what it stands for, which differs from
 * version to version.
 */
enum Privilege {
    SELECT,
    INSERT,
    UPDATE,
    DELETE,
    EXPORT,
    REFRESH,
    ALTER,
    DROP;

    private static final Set<Privilege> OF_VIEWS = EnumSet.of(SELECT, ALTER, DROP);
    private static final Set<Privilege> OF_MATERIALIZED_VIEWS = EnumSet.of(SELECT, REFRESH, ALTER, DROP);
    private static final Set<Privilege> OF_TABLES = EnumSet.complementOf(EnumSet.of(REFRESH));

    /** Whether a model of that kind can be granted so. */
    boolean isFor(ModelGraph.Kind kind) {
        return switch (kind) {
            case VIEW -> OF_VIEWS.contains(this);
            case MATERIALIZED_VIEW -> OF_MATERIALIZED_VIEWS.contains(this);
            case TABLE, BATCH_TABLE, SEED, EXTERNAL_TABLE -> OF_TABLES.contains(this);
        };
    }

    static Optional<Privilege> of(String written) {
        String upper = written.strip().toUpperCase(Locale.ROOT);
        return Stream.of(values()).filter(known -> known.name().equals(upper)).findFirst();
    }

    /** Such as is written in a file; refused where it is none. */
    static Optional<String> read(YamlValue value) {
        Optional<String> text = value.text();
        if (text.isEmpty() || of(text.get()).isPresent()) {
            return text;
        }
        List<String> known = Stream.of(values()).map(Privilege::name).toList();
        String nearest = Nearest.hint(text.get().toUpperCase(Locale.ROOT), known)
                .map(hint -> hint + " ")
                .orElse("");
        value.refuse(
                ModelCode.VALUE_NOT_KNOWN,
                "'" + text.get() + "' is no privilege on a model",
                nearest + "there is " + String.join(", ", known));
        return Optional.empty();
    }
}
