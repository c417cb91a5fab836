// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.version;

import dev.orrery.models.project.RunMode;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Node;
import java.util.ArrayList;
import java.util.List;

/** What was found so far, in the order of the walk. */
final class Uses {
    private final RunMode runMode;
    private final Constructs.Depth depth;
    private final List<Use> found = new ArrayList<>();

    Uses(RunMode runMode, Constructs.Depth depth) {
        this.runMode = runMode;
        this.depth = depth;
    }

    void add(Construct construct, Location at) {
        if (construct.concerns(runMode)) {
            add(new Use(at, construct.shown(), construct.since(), construct.instead()));
        }
    }

    void function(String name, Location at) {
        if (depth == Constructs.Depth.FORMS_AND_FUNCTIONS) {
            var since = LaterWords.function(name);
            if (since.isPresent()) {
                add(new Use(at, "the function '" + name + "'", since.get(), ""));
            }
        }
    }

    void add(Use use) {
        found.add(use);
    }

    List<Use> found() {
        return List.copyOf(found);
    }

    /** From the start of a node to what stands inside it. */
    static Location before(Node whole, Node part) {
        return stretch(whole.at().start(), part.at().start(), whole.at());
    }

    /** What stands between two nodes. */
    static Location between(Node first, Node second) {
        return stretch(/* start= */ first.at().end(), /* end= */ second.at().start(), first.at());
    }

    /** The rest of a node after what stands first in it. */
    static Location after(Node part, Node whole) {
        return stretch(part.at().end(), whole.at().end(), whole.at());
    }

    /** Nodes that the compiler made stand nowhere. */
    private static Location stretch(int start, int end, Location otherwise) {
        return start < end ? new Location(start, end) : otherwise;
    }
}
