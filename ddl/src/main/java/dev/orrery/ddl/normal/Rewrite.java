// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.normal;

import dev.orrery.models.sql.tree.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds a tree from its leaves up. It walks record components, so that a node added to the tree is walked without
 * a change here. {@link dev.orrery.models.sql.tree.Name}s and what is in them are visited as part of the node that they belong to, not by
 * themselves.
 */
final class Rewrite {
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
        return (Node) part((Record) node);
    }

    private Object part(Record part) {
        Shape shape = Shape.of(part);
        Object @Nullable [] next = null;
        for (int i = 0; i < shape.branches(); i++) {
            Object old = shape.branch(part, i);
            Object value = value(old);
            if (value != old) {
                next = next == null ? shape.values(part) : next;
                next[shape.position(i)] = value;
            }
        }
        return next == null ? part : shape.make(next);
    }

    private Object value(Object value) {
        if (value instanceof Node child) {
            return node(child);
        }
        if (value instanceof List<?> list) {
            return list(list);
        }
        if (value instanceof Optional<?> optional && optional.isPresent()) {
            Object next = value(optional.get());
            return next == optional.get() ? optional : Optional.of(next);
        }
        // Modifiers of a call are a record without a place of their own, with expressions inside.
        return value instanceof Record record ? part(record) : value;
    }

    private Object list(List<?> list) {
        @Nullable List<Object> next = null;
        for (int i = 0; i < list.size(); i++) {
            Object old = list.get(i);
            Object value = value(old);
            if (value != old && next == null) {
                next = new ArrayList<>(list);
            }
            if (next != null) {
                next.set(i, value);
            }
        }
        return next == null ? list : Collections.unmodifiableList(next);
    }
}
