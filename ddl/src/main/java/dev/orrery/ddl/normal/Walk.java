// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.normal;

import dev.orrery.models.sql.tree.Node;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Visits the nodes of a tree, parents first. As in {@link Rewrite}, a name is not a node by itself. */
final class Walk {
    private final Predicate<Node> enter;

    private Walk(Predicate<Node> enter) {
        this.enter = enter;
    }

    /** @param enter visits a node, and says whether what is below it is visited too */
    static void of(Node root, Predicate<Node> enter) {
        new Walk(enter).value(root);
    }

    /** The same without the root itself. */
    static void below(Node root, Predicate<Node> enter) {
        new Walk(enter).part((Record) root);
    }

    private void value(Object value) {
        if (value instanceof Node node) {
            if (enter.test(node)) {
                part((Record) node);
            }
        } else if (value instanceof List<?> list) {
            list.forEach(this::value);
        } else if (value instanceof Optional<?> optional) {
            optional.ifPresent(this::value);
        } else if (value instanceof Record record) {
            part(record);
        }
    }

    private void part(Record part) {
        Shape shape = Shape.of(part);
        for (int i = 0; i < shape.branches(); i++) {
            value(shape.branch(part, i));
        }
    }
}
