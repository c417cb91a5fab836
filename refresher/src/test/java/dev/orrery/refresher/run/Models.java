// SPDX-License-Identifier: Apache-2.0
package dev.orrery.refresher.run;

import dev.orrery.models.catalog.ModelGraph;
import dev.orrery.models.catalog.ModelGraph.Kind;
import dev.orrery.models.catalog.ModelGraph.Node;
import dev.orrery.models.catalog.ModelGraph.Refresh;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.catalog.TargetLag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Graphs for tests. */
public final class Models {
    private final List<Node> nodes = new ArrayList<>();

    public Models table(String name) {
        return add(name, Kind.TABLE, Optional.empty(), Refresh.NONE);
    }

    public Models view(String name, String... reads) {
        return add(name, Kind.VIEW, Optional.empty(), Refresh.NONE, reads);
    }

    public Models mv(String name, String... reads) {
        return add(name, Kind.MATERIALIZED_VIEW, Optional.of(new TargetLag.Downstream()), Refresh.MANAGED, reads);
    }

    public Models mv(String name, Duration lag, String... reads) {
        return add(name, Kind.MATERIALIZED_VIEW, Optional.of(new TargetLag.Within(lag)), Refresh.MANAGED, reads);
    }

    public Models nativeMv(String name, String... reads) {
        return add(name, Kind.MATERIALIZED_VIEW, Optional.empty(), Refresh.NATIVE, reads);
    }

    public ModelGraph graph() {
        return new ModelGraph(nodes);
    }

    private Models add(String name, Kind kind, Optional<TargetLag> lag, Refresh refresh, String... reads) {
        nodes.add(new Node(
                name(name),
                kind,
                Arrays.stream(reads).map(Models::name).collect(Collectors.toCollection(TreeSet::new)),
                lag,
                refresh));
        return this;
    }

    public static ModelName name(String text) {
        return ModelName.parse(text);
    }

    /** Two tables, a view, four MVs: branch_day and customer_day meet in summary, which carries board. */
    public static ModelGraph diamond() {
        return new Models()
                .table("ods.txn")
                .table("ods.customer")
                .view("dwd.txn", "ods.txn", "ods.customer")
                .mv("dws.base", "dwd.txn")
                .mv("dws.branch_day", "dws.base")
                .mv("dws.customer_day", "dws.base", "ods.customer")
                .mv("dws.summary", Duration.ofMinutes(10), "dws.branch_day", "dws.customer_day")
                .graph();
    }

    /** Tables, then views and MVs that read any of what was there before. */
    public static ModelGraph random(Random random) {
        Models models = new Models();
        List<String> before = new ArrayList<>();
        int tables = 1 + random.nextInt(5);
        for (int i = 0; i < tables; i++) {
            before.add("ods.t" + i);
            models.table("ods.t" + i);
        }
        int others = 2 + random.nextInt(14);
        for (int i = 0; i < others; i++) {
            TreeSet<String> reads = new TreeSet<>();
            int count = 1 + random.nextInt(3);
            for (int k = 0; k < count; k++) {
                reads.add(before.get(random.nextInt(before.size())));
            }
            String[] read = reads.toArray(String[]::new);
            String name;
            if (random.nextInt(4) == 0) {
                name = "dwd.v" + i;
                models.view(name, read);
            } else {
                name = "dws.m" + i;
                if (random.nextBoolean()) {
                    models.mv(name, Duration.ofSeconds(30 + random.nextInt(600)), read);
                } else {
                    models.mv(name, read);
                }
            }
            before.add(name);
        }
        return models.graph();
    }
}
