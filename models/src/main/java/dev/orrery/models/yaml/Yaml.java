// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.yaml;

import dev.orrery.models.ModelCode;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.diagnostic.SourceFile;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads YAML 1.2 (core schema: {@code yes} is a text, {@code true} is not) of one document. */
public final class Yaml {
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setParseComments(false)
            .build();

    private Yaml() {}

    /** The map that a whole file is; an empty one, with findings, where it is none. */
    public static YamlMap map(SourceFile file, Diagnostics diagnostics) {
        return map(file, 0, file.text().length(), diagnostics);
    }

    /** The map that stands between two offsets of a file, as in the header of a model. */
    public static YamlMap map(SourceFile file, int from, int to, Diagnostics diagnostics) {
        String text = file.text().substring(from, to);
        boolean wide = text.codePointCount(0, text.length()) < text.length();
        YamlSource source = new YamlSource(file, from, wide, diagnostics);
        if (text.isEmpty()) {
            return YamlMap.empty(source);
        }
        Optional<Node> root;
        try {
            root = PlainYaml.read(text, SETTINGS.getSchema().getScalarResolver());
            if (root.isEmpty()) {
                root = new Compose(SETTINGS).composeString(text);
            }
        } catch (MarkedYamlEngineException e) {
            diagnostics.add(broken(e, source, from, to));
            return YamlMap.empty(source);
        } catch (YamlEngineException e) {
            diagnostics.add(Diagnostic.at(
                    new FileSpan(file, from, from), ModelCode.YAML_SYNTAX, "this is not YAML: " + e.getMessage()));
            return YamlMap.empty(source);
        }
        if (root.isEmpty()) {
            return YamlMap.empty(source);
        }
        if (root.get() instanceof MappingNode mapping) {
            return new YamlMap(source, mapping);
        }
        new YamlValue(source, "the file", root.get()).wrongKind("keys with values");
        return YamlMap.empty(source);
    }

    private static Diagnostic broken(MarkedYamlEngineException e, YamlSource source, int from, int to) {
        int at = e.getProblemMark()
                .or(e::getContextMark)
                .map(mark -> source.offset(mark))
                .orElse(from);
        String context = e.getContext() == null ? "" : e.getContext() + ": ";
        // The engine counts an unfinished document as wrong behind its last character.
        int shown = Math.min(at, Math.max(from, to - 1));
        return Diagnostic.at(
                        new FileSpan(source.file(), shown, shown),
                        ModelCode.YAML_SYNTAX,
                        "this is not YAML: " + context + e.getProblem())
                .withHelp("keys of one map stand in one column, indented by spaces");
    }
}
