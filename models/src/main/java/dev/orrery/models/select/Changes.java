// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.select;

import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.project.Model;
import java.util.HashMap;
import java.util.Map;

/** What differs from an earlier state of the project. Blanks and comments do not; variables and macros do. */
final class Changes {
    private final Before files;
    private final Map<ModelName, Model> before = new HashMap<>();

    Changes(Before before) {
        this.files = before;
        before.project().models().forEach(model -> this.before.put(model.name(), model));
    }

    boolean isNew(Model model) {
        return !before.containsKey(model.name());
    }

    /** New ones as well. */
    boolean isModified(Model model) {
        Model old = before.get(model.name());
        return old == null
                || old.kind() != model.kind()
                || !old.layer().database().equals(model.layer().database())
                || !old.headerText().equals(model.headerText())
                || !old.statement().equals(model.statement())
                || !old.seed().equals(model.seed())
                || seedDiffers(model);
    }

    private boolean seedDiffers(Model model) {
        return model.seed()
                .filter(path -> !files.now().read(path).equals(files.then().read(path)))
                .isPresent();
    }
}
