// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.plan;

import dev.orrery.models.catalog.Catalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Layered catalogs from a seed, and others that differ from them in ways that StarRocks can follow. */
public final class GeneratedCatalogs {
    private final Random random;

    public GeneratedCatalogs(long seed) {
        this.random = new Random(seed);
    }

    /** What a table, view or MV can look like: a number for each thing that can be one way or another. */
    private record Shape(int columns, int generated, int comment, int filter, int kind) {}

    private record Warehouse(List<Shape> tables, List<Shape> views, List<Shape> facts, List<Shape> tops) {}

    /** Two catalogs of which the second is a later state of the first. */
    public List<Catalog> pair() {
        Warehouse before = warehouse();
        return List.of(CatalogText.parse(sql(before)), CatalogText.parse(sql(later(before))));
    }

    private Warehouse warehouse() {
        int tables = 1 + random.nextInt(3);
        return new Warehouse(shapes(tables), shapes(tables), shapes(tables), shapes(random.nextInt(3)));
    }

    private List<Shape> shapes(int count) {
        List<Shape> shapes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            shapes.add(shape());
        }
        return shapes;
    }

    private Shape shape() {
        return new Shape(
                1 + random.nextInt(4), random.nextInt(3), random.nextInt(3), random.nextInt(3), random.nextInt(2));
    }

    private Warehouse later(Warehouse before) {
        List<Shape> tops = new ArrayList<>(changed(before.tops()));
        if (random.nextBoolean()) {
            tops.add(shape());
        } else if (!tops.isEmpty()) {
            tops.remove(tops.size() - 1);
        }
        List<Shape> tables = new ArrayList<>(changed(before.tables()));
        List<Shape> views = new ArrayList<>(changed(before.views()));
        List<Shape> facts = new ArrayList<>(changed(before.facts()));
        if (random.nextInt(3) == 0) {
            tables.add(shape());
            views.add(shape());
            facts.add(shape());
        }
        return new Warehouse(tables, views, facts, tops);
    }

    private List<Shape> changed(List<Shape> shapes) {
        return shapes.stream()
                .map(old -> random.nextInt(3) == 0 ? shape() : old)
                .toList();
    }

    private static String sql(Warehouse warehouse) {
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < warehouse.tables().size(); i++) {
            table(sql, i, warehouse.tables().get(i));
        }
        for (int i = 0; i < warehouse.views().size(); i++) {
            view(sql, i, warehouse.views().get(i));
        }
        for (int i = 0; i < warehouse.facts().size(); i++) {
            fact(sql, i, warehouse.facts().get(i));
        }
        for (int i = 0; i < warehouse.tops().size(); i++) {
            top(sql, i, i % warehouse.facts().size(), warehouse.tops().get(i));
        }
        return sql.toString();
    }

    private static void table(StringBuilder sql, int number, Shape shape) {
        sql.append("CREATE TABLE ods.t").append(number).append(" (id BIGINT NOT NULL, g INT");
        sql.append(shape.generated() == 2 ? " DEFAULT '7'" : "").append(", data JSON");
        for (int i = 0; i < shape.columns(); i++) {
            sql.append(", c").append(i).append(" VARCHAR(").append(10 + i).append(")");
        }
        if (shape.generated() > 0) {
            sql.append(", gen STRING AS get_json_string(data, '$.g")
                    .append(shape.generated())
                    .append("')");
        }
        if (shape.filter() > 0) {
            sql.append(", INDEX i").append(shape.filter()).append(" (g) USING BITMAP");
        }
        sql.append(") PRIMARY KEY (id)").append(comment(shape)).append(" DISTRIBUTED BY HASH(id) BUCKETS ");
        sql.append(2 + shape.kind())
                .append(shape.filter() == 2 ? " ORDER BY (g)" : "")
                .append(";\n");
    }

    private static void view(StringBuilder sql, int number, Shape shape) {
        sql.append("CREATE VIEW dwd.v").append(number).append(comment(shape)).append(" AS SELECT t.id, t.g");
        if (shape.kind() == 1) {
            sql.append(", t.g + ").append(shape.columns()).append(" AS h");
        }
        sql.append(" FROM ods.t")
                .append(number)
                .append(" AS t")
                .append(filter("t.id", shape))
                .append(";\n");
    }

    private static void fact(StringBuilder sql, int number, Shape shape) {
        sql.append("CREATE MATERIALIZED VIEW dws.m").append(number).append(comment(shape));
        sql.append(shape.kind() == 1 ? " DISTRIBUTED BY HASH(g) BUCKETS 2" : " DISTRIBUTED BY RANDOM");
        sql.append(" REFRESH DEFERRED MANUAL AS SELECT v.g, count(*) AS n FROM dwd.v")
                .append(number)
                .append(" AS v");
        sql.append(filter("v.id", shape)).append(" GROUP BY v.g;\n");
    }

    private static void top(StringBuilder sql, int number, int below, Shape shape) {
        boolean view = shape.kind() == 1;
        sql.append(view ? "CREATE VIEW ads.p" : "CREATE MATERIALIZED VIEW ads.p")
                .append(number)
                .append(comment(shape));
        sql.append(view ? "" : " DISTRIBUTED BY RANDOM REFRESH DEFERRED MANUAL");
        sql.append(" AS SELECT m.g, m.n FROM dws.m")
                .append(below)
                .append(" AS m")
                .append(filter("m.n", shape))
                .append(";\n");
    }

    private static String comment(Shape shape) {
        return shape.comment() == 0 ? "" : " COMMENT 'nr " + shape.comment() + "'";
    }

    private static String filter(String column, Shape shape) {
        return shape.filter() == 0 ? "" : " WHERE " + column + " > " + shape.filter();
    }
}
