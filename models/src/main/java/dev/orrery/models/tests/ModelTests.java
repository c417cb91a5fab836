// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.tests;

import dev.orrery.models.ModelCode;
import dev.orrery.models.compile.Compilation;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.Diagnostics;
import dev.orrery.models.diagnostic.SourceFile;
import dev.orrery.models.project.SourceFiles;
import dev.orrery.models.yaml.Yaml;
import dev.orrery.models.yaml.YamlMap;
import dev.orrery.models.yaml.YamlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The given/expect tests of a project. */
public final class ModelTests {
    private ModelTests() {}

    /**
     * Every test of {@code tests/*.yml} that can be run, in the order of files; what is wrong with the others goes to the
     * diagnostics. A test of a model that does not compile is left out: its own findings say why.
     */
    public static List<ModelTest> read(SourceFiles files, Compilation compilation, Diagnostics diagnostics) {
        List<ModelTest> tests = new ArrayList<>();
        for (String path : compilation.project().tests()) {
            files.read(path).ifPresent(file -> tests.addAll(read(file, compilation, diagnostics)));
        }
        Map<String, ModelTest> byName = new LinkedHashMap<>();
        for (ModelTest test : tests) {
            ModelTest first = byName.putIfAbsent(test.model() + " " + test.name(), test);
            if (first != null) {
                diagnostics.add(Diagnostic.at(
                                test.at(),
                                ModelCode.TEST_TWICE,
                                "'" + test.name() + "' is a second test of '" + test.model() + "' with that name")
                        .withHelp("the first stands in " + first.at() + ": give this one another name"));
            }
        }
        return List.copyOf(byName.values());
    }

    private static List<ModelTest> read(SourceFile file, Compilation compilation, Diagnostics diagnostics) {
        int before = diagnostics.sorted().size();
        YamlMap yaml = Yaml.map(file, diagnostics);
        if (diagnostics.sorted().size() > before) {
            return List.of();
        }
        ModelTestReader reader = new ModelTestReader(compilation, diagnostics);
        if (!yaml.has("tests")) {
            return reader.read(yaml).stream().toList();
        }
        List<YamlMap> several = yaml.list("tests").stream().map(YamlValue::map).toList();
        yaml.refuseOthers();
        return several.stream().flatMap(one -> reader.read(one).stream()).toList();
    }
}
