// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.normal;

import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Node;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Rebuilds a tree from its leaves up. It walks record components, so that a node added to the tree is walked without
 * a change here.
 */
final class Rewrite {
    private static final Map<Class<?>, Shape> SHAPES = new ConcurrentHashMap<>();

    private final Function<Node, Optional<Node>> instead;
    private final UnaryOperator<Node> after;

    private Rewrite(Function<Node, Optional<Node>> instead, UnaryOperator<Node> after) {
        this.instead = instead;
        this.after = after;
    }

    /**
     * The tree with {@code after} applied to every node, children first. {@code after} gives back a node that may stand
     * where the given one stood.
     */
    static <T extends Node> T of(T root, UnaryOperator<Node> after) {
        return of(root, node -> Optional.empty(), after);
    }

    /**
     * The same, but where {@code instead} answers for a node, that answer stands in its place and nothing below it is
     * visited.
     */
    static <T extends Node> T of(T root, Function<Node, Optional<Node>> instead, UnaryOperator<Node> after) {
        @SuppressWarnings("unchecked") // after gives back what may stand where the given node stood
        T rewritten = (T) new Rewrite(instead, after).node(root);
        return rewritten;
    }

    private Node node(Node node) {
        return instead.apply(node).orElseGet(() -> after.apply(rebuild(node)));
    }

    private Node rebuild(Node node) {
        Shape shape = SHAPES.computeIfAbsent(node.getClass(), Shape::of);
        Object[] old = shape.read(node);
        Object[] next = new Object[old.length];
        boolean changed = false;
        for (int i = 0; i < old.length; i++) {
            next[i] = value(old[i]);
            changed |= next[i] != old[i];
        }
        return changed ? (Node) shape.make(next) : node;
    }

    private Object value(Object value) {
        if (value instanceof Node child) {
            return node(child);
        }
        if (value instanceof List<?> list) {
            List<Object> next = list.stream().map(this::value).toList();
            return sameItems(list, next) ? list : next;
        }
        if (value instanceof Optional<?> optional && optional.isPresent()) {
            Object next = value(optional.get());
            return next == optional.get() ? optional : Optional.of(next);
        }
        if (value instanceof Location) {
            return value;
        }
        // Modifiers of a call are a record without a place of their own, with expressions inside.
        if (value instanceof Record record) {
            return part(record);
        }
        return value;
    }

    private Object part(Record part) {
        Shape shape = SHAPES.computeIfAbsent(part.getClass(), Shape::of);
        Object[] old = shape.read(part);
        Object[] next = Arrays.stream(old).map(this::value).toArray();
        return Arrays.equals(old, next) ? part : shape.make(next);
    }

    private static boolean sameItems(List<?> a, List<?> b) {
        for (int i = 0; i < a.size(); i++) {
            if (a.get(i) != b.get(i)) {
                return false;
            }
        }
        return true;
    }

    /** How a record class is taken apart and put together. */
    private record Shape(List<RecordComponent> components, Constructor<?> constructor) {

        static Shape of(Class<?> type) {
            List<RecordComponent> components = List.of(type.getRecordComponents());
            try {
                Class<?>[] types =
                        components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
                return new Shape(components, type.getDeclaredConstructor(types));
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException("a record without its constructor: " + type, e);
            }
        }

        Object[] read(Object record) {
            Object[] values = new Object[components.size()];
            for (int i = 0; i < values.length; i++) {
                try {
                    values[i] = components.get(i).getAccessor().invoke(record);
                } catch (IllegalAccessException | InvocationTargetException e) {
                    throw new IllegalStateException("cannot read " + components.get(i), e);
                }
            }
            return values;
        }

        Object make(Object[] values) {
            try {
                return constructor.newInstance(values);
            } catch (InstantiationException | IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("cannot make " + constructor, e);
            }
        }
    }
}
