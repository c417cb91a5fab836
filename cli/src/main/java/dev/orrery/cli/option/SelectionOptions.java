// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.option;

import dev.orrery.cli.project.ProjectFolder;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.select.Before;
import dev.orrery.models.select.Selection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code -s} and {@code --exclude}: on every command that works on models. */
public final class SelectionOptions {
    @Option(
            names = {"-s", "--select"},
            paramLabel = "WORDS",
            description = "Only these models, such as dwd.txn+, layer:dws,kind:view or state:modified+.")
    private List<String> selected = List.of();

    @Option(names = "--exclude", paramLabel = "WORDS", description = "Not these models.")
    private List<String> excluded = List.of();

    @Option(
            names = "--state",
            paramLabel = "REVISION",
            defaultValue = "HEAD",
            description = "What state: compares with (default: ${DEFAULT-VALUE}).")
    private String revision = "HEAD";

    private Selection selection() {
        return new Selection(selected, excluded);
    }

    /**
     * @throws DiagnosticException when a word means no model, or git does not know the revision
     */
    public NavigableSet<ModelName> of(ProjectFolder folder, Compilation compilation) {
        Selection selection = selection();
        Optional<Before> before = selection.asksForState()
                ? Optional.of(Before.of(folder.files(), folder.filesAt(revision)))
                : Optional.empty();
        return selection.of(compilation, before);
    }

    /** Whether no word narrows it down. */
    public boolean isEverything() {
        return selection().isEverything();
    }
}
