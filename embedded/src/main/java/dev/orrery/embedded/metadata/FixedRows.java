// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.metadata;

/** Rows that are the same on every server, as StarRocks 4.1 gives them. */
final class FixedRows {
    private static final String[][] ENGINES = {
        {"OLAP", "YES", "Default storage engine of StarRocks", "NO", "NO", "NO"},
        {"MySQL", "YES", "MySQL server which data is in it", "NO", "NO", "NO"},
        {"ELASTICSEARCH", "YES", "ELASTICSEARCH cluster which data is in it", "NO", "NO", "NO"},
        {"HIVE", "YES", "HIVE database which data is in it", "NO", "NO", "NO"},
        {"ICEBERG", "YES", "ICEBERG data lake which data is in it", "NO", "NO", "NO"}
    };
    private static final String[][] COLLATIONS = {
        {"utf8_general_ci", "utf8", "33", "Yes", "Yes", "1"},
        {"binary", "binary", "63", "Yes", "Yes", "1"},
        {"gbk_chinese_ci", "gbk", "28", "Yes", "Yes", "1"}
    };
    private static final String[][] ROLES = {
        {"root", "true", "built-in root role which has all privileges on all objects"},
        {"db_admin", "true", "built-in database administration role"},
        {"cluster_admin", "true", "built-in cluster administration role"},
        {"user_admin", "true", "built-in user administration role"},
        {"public", "true", "built-in public role which is owned by any user"}
    };

    private FixedRows() {}

    static void engines(RelationBuilder rows) {
        for (String[] row : ENGINES) {
            rows.row(row);
        }
    }

    static void characterSets(RelationBuilder rows) {
        rows.row()
                .put("CHARACTER_SET_NAME", "utf8")
                .put("DEFAULT_COLLATE_NAME", "utf8_general_ci")
                .put("DESCRIPTION", "UTF-8 Unicode")
                .put("MAXLEN", 3);
    }

    static void collations(RelationBuilder rows) {
        for (String[] row : COLLATIONS) {
            rows.row(row);
        }
    }

    static void roles(RelationBuilder rows) {
        for (String[] row : ROLES) {
            rows.row(row);
        }
    }
}
