// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.sql.parser;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** The first words of the statements that StarRocks 3.1 to 4.2 knows beside those with a parser of their own. */
final class Families {
    private static final Set<String> FAMILIES = new HashSet<>();
    private static final Set<String> BEGINNINGS = new HashSet<>();

    private static final String[] CREATED = {
        "AGGREGATE FUNCTION",
        "ANALYZE",
        "BASELINE",
        "CLUSTER SNAPSHOT",
        "DICTIONARY",
        "EXTERNAL CATALOG",
        "EXTERNAL RESOURCE",
        "FAILOVER GROUP",
        "FILE",
        "FUNCTION",
        "GLOBAL AGGREGATE FUNCTION",
        "GLOBAL BASELINE",
        "GLOBAL FUNCTION",
        "GLOBAL TABLE FUNCTION",
        "GROUP PROVIDER",
        "MASKING POLICY",
        "PASSWORD POLICY",
        "PIPE",
        "READ ONLY REPOSITORY",
        "REPOSITORY",
        "RESOURCE",
        "RESOURCE GROUP",
        "ROLE",
        "ROLE MAPPING",
        "ROUTINE LOAD",
        "ROW ACCESS POLICY",
        "SECURITY INTEGRATION",
        "STORAGE VOLUME",
        "TABLE FUNCTION",
        "TUNESPACE",
        "USER",
        "WAREHOUSE"
    };

    private static final String[] ALTERED = {
        "CATALOG",
        "DATABASE",
        "FAILOVER GROUP",
        "LOAD",
        "MASKING POLICY",
        "PIPE",
        "PLAN ADVISOR",
        "RESOURCE",
        "RESOURCE GROUP",
        "ROLE",
        "ROLE MAPPING",
        "ROUTINE LOAD",
        "ROW ACCESS POLICY",
        "SECURITY INTEGRATION",
        "STORAGE VOLUME",
        "SYSTEM",
        "TASK",
        "TUNESPACE",
        "USER",
        "WAREHOUSE"
    };

    private static final String[] DROPPED = {
        "ALL ANALYZE JOB",
        "ANALYZE",
        "BASELINE",
        "CATALOG",
        "CLUSTER SNAPSHOT",
        "DATACACHE RULE",
        "DICTIONARY",
        "FAILOVER GROUP",
        "FILE",
        "FUNCTION",
        "GLOBAL FUNCTION",
        "GROUP PROVIDER",
        "MASKING POLICY",
        "MULTIPLE COLUMNS STATS",
        "PASSWORD POLICY",
        "PIPE",
        "PREPARE",
        "REPOSITORY",
        "RESOURCE",
        "RESOURCE GROUP",
        "ROLE",
        "ROLE MAPPING",
        "ROW ACCESS POLICY",
        "SECURITY INTEGRATION",
        "STATS",
        "STORAGE VOLUME",
        "TASK",
        "TUNESPACE",
        "USER",
        "WAREHOUSE"
    };

    private static final String[] SHOWN = {
        "ALL AUTHENTICATION",
        "ALL ROUTINE LOAD",
        "ALL STREAM LOAD",
        "ANALYZE",
        "AUTHENTICATION",
        "BACKEND BLACKLIST",
        "BACKUP",
        "BASELINE",
        "CLUSTERS",
        "CNGROUPS",
        "COMPUTE NODE BLACKLIST",
        "CREATE CATALOG",
        "CREATE GROUP PROVIDER",
        "CREATE MASKING POLICY",
        "CREATE PASSWORD POLICY",
        "CREATE ROUTINE LOAD",
        "CREATE ROW ACCESS POLICY",
        "CREATE SECURITY INTEGRATION",
        "DATACACHE RULES",
        "DICTIONARY",
        "EXPORT",
        "FAILOVER GROUPS",
        "FAILPOINTS",
        "FILE",
        "GRANTS",
        "GROUP PROVIDERS",
        "HISTOGRAM META",
        "LOAD",
        "MASKING POLICIES",
        "MULTIPLE COLUMNS STATS META",
        "NODES",
        "PASSWORD POLICIES",
        "PIPES",
        "PLAN ADVISOR",
        "PROC",
        "PROCESSLIST",
        "FULL PROCESSLIST",
        "PROPERTIES",
        "PROPERTY",
        "RECOMMENDATIONS",
        "RESOURCE GROUP",
        "RESOURCE GROUPS",
        "RESTORE",
        "ROLE MAPPINGS",
        "ROUTINE LOAD",
        "ROW ACCESS POLICIES",
        "SECURITY INTEGRATIONS",
        "SINGLE RECOMMENDATIONS",
        "SNAPSHOT",
        "SQL DIGEST BLACKLIST",
        "SQLBLACKLIST",
        "STATS META",
        "STREAM LOAD",
        "TABLET",
        "TABLETS",
        "USAGE RESOURCE GROUP",
        "USAGE RESOURCE GROUPS",
        "VERBOSE RESOURCE GROUP",
        "VERBOSE RESOURCE GROUPS",
        "WHITELIST"
    };

    private static final String[] OTHERS = {
        "ADD BACKEND BLACKLIST",
        "ADD COMPUTE NODE BLACKLIST",
        "ADD SQL DIGEST BLACKLIST",
        "ADD SQLBLACKLIST",
        "ADMIN ALTER AUTOMATED CLUSTER SNAPSHOT",
        "ADMIN CANCEL REPAIR TABLE",
        "ADMIN CHECK TABLET",
        "ADMIN DISABLE FAILPOINT",
        "ADMIN ENABLE FAILPOINT",
        "ADMIN EXECUTE",
        "ADMIN REPAIR TABLE",
        "ADMIN SET AUTOMATED CLUSTER SNAPSHOT",
        "ADMIN SET FRONTEND CONFIG",
        "ADMIN SET REPLICA STATUS",
        "ADMIN SET TABLE",
        "ADMIN SHOW AUTOMATED CLUSTER SNAPSHOT",
        "ADMIN SHOW FRONTEND CONFIG",
        "ADMIN SHOW REPLICA DISTRIBUTION",
        "ADMIN SHOW REPLICA STATUS",
        "ADMIN SHOW TABLET STATUS",
        "ANALYZE FULL TABLE",
        "ANALYZE PROFILE",
        "ANALYZE SAMPLE TABLE",
        "ANALYZE TABLE",
        "BACKUP",
        "CACHE SELECT",
        "CALL",
        "CANCEL ALTER MATERIALIZED VIEW",
        "CANCEL ALTER TABLE",
        "CANCEL BACKUP",
        "CANCEL COMPACTION",
        "CANCEL DECOMMISSION BACKEND",
        "CANCEL EXPORT",
        "CANCEL LOAD",
        "CANCEL REFRESH DICTIONARY",
        "CANCEL RESTORE",
        "CLEAN TEMPORARY TABLE",
        "CLEAR DATACACHE RULES",
        "DEALLOCATE PREPARE",
        "DELETE BACKEND BLACKLIST",
        "DELETE COMPUTE NODE BLACKLIST",
        "DELETE SQL DIGEST BLACKLIST",
        "DELETE SQLBLACKLIST",
        "DESC FAILOVER GROUP",
        "DESC FILES",
        "DESC PIPE",
        "DESC STORAGE VOLUME",
        "DESCRIBE FAILOVER GROUP",
        "DESCRIBE FILES",
        "DESCRIBE PIPE",
        "DESCRIBE STORAGE VOLUME",
        "DISABLE BASELINE",
        "ENABLE BASELINE",
        "EXECUTE",
        "EXPORT TABLE",
        "GRANT",
        "HELP",
        "INSTALL PLUGIN",
        "KILL ALL PENDING ANALYZE",
        "KILL ANALYZE",
        "LOAD LABEL",
        "LOCK TABLES",
        "PAUSE ROUTINE LOAD",
        "PREPARE",
        "RECOVER DATABASE",
        "RECOVER PARTITION",
        "RECOVER SCHEMA",
        "RECOVER TABLE",
        "REFRESH ALL ROLE MAPPINGS",
        "REFRESH CONNECTIONS",
        "REFRESH DICTIONARY",
        "REFRESH EXTERNAL TABLE",
        "RESTORE SNAPSHOT",
        "RESTORE TABLE",
        "RESUME ROUTINE LOAD",
        "RESUME WAREHOUSE",
        "REVOKE",
        "SET",
        "STOP ROUTINE LOAD",
        "SUBMIT SINGLE RECOMMENDATIONS TASK",
        "SUBMIT RECOMMENDATIONS TASK",
        "SUBMIT TASK",
        "SUSPEND WAREHOUSE",
        "SYNC",
        "TRANSLATE",
        "TRUNCATE PLAN ADVISOR",
        "TRUNCATE TUNESPACE",
        "UNINSTALL PLUGIN",
        "UNLOCK TABLES"
    };

    static {
        add("CREATE ", CREATED);
        add("CREATE ", "DATACACHE RULE");
        add("ALTER ", ALTERED);
        add("DROP ", DROPPED);
        add("SHOW ", SHOWN);
        add("", OTHERS);
    }

    private Families() {}

    private static void add(String before, String... names) {
        Arrays.stream(names).map(name -> before + name).forEach(family -> {
            FAMILIES.add(family);
            for (int i = family.indexOf(' '); i >= 0; i = family.indexOf(' ', i + 1)) {
                BEGINNINGS.add(family.substring(0, i));
            }
            BEGINNINGS.add(family);
        });
    }

    static boolean isFamily(String words) {
        return FAMILIES.contains(words);
    }

    /** Whether a family begins with these words. */
    static boolean begins(String words) {
        return BEGINNINGS.contains(words);
    }
}
