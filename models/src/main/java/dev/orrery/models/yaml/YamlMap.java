// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.yaml;

import dev.orrery.models.ModelCode;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.diagnostic.Nearest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Keys with values. Reading a key makes it a known one; after the last, {@link #refuseOthers} reports every key that
 * nobody asked for, with the nearest that somebody did. So the list of known keys cannot differ from those that count.
 * Not safe for use by several threads.
 */
public final class YamlMap {
    private final YamlSource source;
    private final FileSpan span;
    private final Map<String, YamlValue> values = new LinkedHashMap<>();
    private final Map<String, FileSpan> keys = new LinkedHashMap<>();
    private final Set<String> asked = new HashSet<>();

    YamlMap(YamlSource source, MappingNode node) {
        this.source = source;
        this.span = source.span(node);
        node.getValue().forEach(this::add);
    }

    private YamlMap(YamlSource source) {
        this.source = source;
        this.span = new FileSpan(source.file(), source.from(), source.from());
    }

    static YamlMap empty(YamlSource source) {
        return new YamlMap(source);
    }

    private void add(NodeTuple tuple) {
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            new YamlValue(source, "a key", tuple.getKeyNode()).wrongKind("a word");
            return;
        }
        String name = key.getValue();
        FileSpan place = source.span(key);
        FileSpan first = keys.putIfAbsent(name, place);
        if (first != null) {
            source.diagnostics()
                    .add(Diagnostic.at(place, ModelCode.KEY_TWICE, "'" + name + "' stands twice in one map")
                            .withHelp("the first stands in line " + first.line() + ": keep one of them"));
            return;
        }
        values.put(name, new YamlValue(source, name, tuple.getValueNode()));
    }

    /** The first line of the map. */
    public FileSpan span() {
        return span;
    }

    /** Keys in the order of the file, for maps whose keys are names. */
    public Set<String> names() {
        asked.addAll(values.keySet());
        return values.keySet();
    }

    /** Where a key stands; the map's own place when it is not there. */
    public FileSpan keySpan(String key) {
        return keys.getOrDefault(key, span);
    }

    public boolean has(String key) {
        asked.add(key);
        return values.containsKey(key);
    }

    public Optional<YamlValue> find(String key) {
        asked.add(key);
        return Optional.ofNullable(values.get(key));
    }

    /** Like {@link #find}, and a finding when the key is not there. */
    public Optional<YamlValue> need(String key) {
        Optional<YamlValue> found = find(key);
        if (found.isEmpty()) {
            source.diagnostics()
                    .add(Diagnostic.at(span, ModelCode.KEY_MISSING, "the key '" + key + "' is missing here"));
        }
        return found;
    }

    public Optional<String> text(String key) {
        return find(key).flatMap(YamlValue::text);
    }

    public Optional<String> needText(String key) {
        return need(key).flatMap(YamlValue::text);
    }

    /** One text or a list of them; none when the key is not there. */
    public List<String> texts(String key) {
        Optional<YamlValue> value = find(key);
        if (value.isEmpty()) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        value.get().oneOrMore().forEach(item -> item.text().ifPresent(texts::add));
        return texts;
    }

    public Optional<Long> wholeNumber(String key) {
        return find(key).flatMap(YamlValue::wholeNumber);
    }

    public Optional<Boolean> flag(String key) {
        return find(key).flatMap(YamlValue::flag);
    }

    public Optional<Duration> duration(String key) {
        return find(key).flatMap(YamlValue::duration);
    }

    public Optional<Secret> secret(String key) {
        return find(key).flatMap(YamlValue::secret);
    }

    public <E extends Enum<E>> Optional<E> choice(String key, Class<E> words) {
        return find(key).flatMap(value -> value.choice(words));
    }

    /** The map behind a key; an empty one when the key is not there. */
    public YamlMap map(String key) {
        return find(key).map(YamlValue::map).orElseGet(() -> empty(source));
    }

    /** The list behind a key; none when the key is not there. */
    public List<YamlValue> list(String key) {
        return find(key).map(YamlValue::list).orElse(List.of());
    }

    /** To be called when every known key was asked for. */
    public void refuseOthers() {
        for (Map.Entry<String, FileSpan> key : keys.entrySet()) {
            if (asked.contains(key.getKey())) {
                continue;
            }
            Diagnostic finding = Diagnostic.at(
                    key.getValue(), ModelCode.UNKNOWN_KEY, "the key '" + key.getKey() + "' is not known here");
            Set<String> known = new TreeSet<>(asked);
            finding = Nearest.hint(key.getKey(), known).map(finding::withHint).orElse(finding);
            source.diagnostics().add(finding.withHelp("known here: " + String.join(", ", known)));
        }
    }
}
