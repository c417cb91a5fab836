// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.diff;

import dev.orrery.models.sql.tree.Distribution;
import dev.orrery.models.sql.tree.Identifier;
import dev.orrery.models.sql.tree.IndexDefinition;
import dev.orrery.models.sql.tree.Partitioning.PartitionDefinition;
import java.util.List;

/** What happens to a table in place, its columns aside. */
public sealed interface TableEdit {

    <R> R accept(Visitor<R> visitor);

    /** One case for each kind of edit. */
    interface Visitor<R> {
        R addIndex(AddIndex edit);

        R dropIndex(DropIndex edit);

        R addPartition(AddPartition edit);

        R sort(Sort edit);

        R redistribute(Redistribute edit);
    }

    record AddIndex(IndexDefinition index) implements TableEdit {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.addIndex(this);
        }
    }

    record DropIndex(IndexDefinition index) implements TableEdit {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.dropIndex(this);
        }
    }

    /** A partition of RANGE or LIST that the project names and the server does not have. */
    record AddPartition(String name, PartitionDefinition partition) implements TableEdit {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.addPartition(this);
        }
    }

    /** Another sort key. */
    record Sort(List<Identifier> from, List<Identifier> to) implements TableEdit {
        public Sort {
            from = List.copyOf(from);
            to = List.copyOf(to);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.sort(this);
        }
    }

    /** Other buckets: StarRocks moves every row, in the background. */
    record Redistribute(Distribution from, Distribution to) implements TableEdit {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.redistribute(this);
        }
    }
}
