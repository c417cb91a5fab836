// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.liquibase;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import liquibase.exception.DatabaseException;

/** What one statement may leave to the background of the server. */
sealed interface BackgroundWork {
    String IDENTIFIER = "`(?:[^`]|``)+`|[\\w$-]+";
    String COMMENTS = "^(?:\\s+|--[^\\n]*\\n|/\\*.*?\\*/)*";
    Pattern ALTER_TABLE = Pattern.compile(
            COMMENTS + "ALTER\\s+TABLE\\s+(?:(" + IDENTIFIER + ")\\s*\\.\\s*)?(" + IDENTIFIER + ")\\s(.*)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    Pattern REFRESH = Pattern.compile(
            COMMENTS + "REFRESH\\s+MATERIALIZED\\s+VIEW\\s+(?:(" + IDENTIFIER + ")\\s*\\.\\s*)?(" + IDENTIFIER
                    + ")(.*)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    Pattern SYNC = Pattern.compile("WITH\\s+SYNC\\s+MODE", Pattern.CASE_INSENSITIVE);

    /** Looks at what is there before the statement is sent. */
    void prepare() throws DatabaseException;

    /** Returns when the work of the statement has ended; fails as it failed. */
    void await() throws DatabaseException;

    static BackgroundWork of(String sql, ServerJobs jobs) {
        Matcher alter = ALTER_TABLE.matcher(sql);
        if (alter.matches()) {
            return new Alter(jobs, new ServerJobs.Subject(alter.group(1), alter.group(2)), kinds(alter.group(3)));
        }
        Matcher refresh = REFRESH.matcher(sql);
        if (refresh.matches() && !SYNC.matcher(refresh.group(3)).find()) {
            return new Refresh(jobs, new ServerJobs.Subject(refresh.group(1), refresh.group(2)));
        }
        return new None();
    }

    /** What SHOW ALTER TABLE may call the job of such clauses. */
    private static List<String> kinds(String clauses) {
        String words = clauses.toUpperCase(Locale.ROOT);
        List<String> kinds = new ArrayList<>(List.of("COLUMN"));
        if (words.contains("DISTRIBUTED") || words.contains("PARTITION")) {
            kinds.add("OPTIMIZE");
        }
        if (words.contains("ROLLUP")) {
            kinds.add("ROLLUP");
        }
        return kinds;
    }

    /** Nothing: it has ended when the server answers. */
    record None() implements BackgroundWork {
        @Override
        public void prepare() {
            // Nothing to look at.
        }

        @Override
        public void await() {
            // Nothing to wait for.
        }
    }

    /** Jobs on a table. A change that needs none makes none: only one that was not there before is this statement's. */
    record Alter(ServerJobs jobs, ServerJobs.Subject table, List<String> kinds, Map<String, Long> before)
            implements BackgroundWork {
        Alter(ServerJobs jobs, ServerJobs.Subject table, List<String> kinds) {
            this(jobs, table, kinds, new LinkedHashMap<>());
        }

        @Override
        public void prepare() throws DatabaseException {
            for (String kind : kinds) {
                jobs.awaitOthers(kind, table).ifPresent(newest -> before.put(kind, newest));
            }
        }

        @Override
        public void await() throws DatabaseException {
            for (Map.Entry<String, Long> kind : before.entrySet()) {
                jobs.awaitAlter(kind.getKey(), table, kind.getValue());
            }
        }
    }

    /** Task runs of an MV that come after those that were there. */
    record Refresh(ServerJobs jobs, ServerJobs.Subject materializedView, List<String> before)
            implements BackgroundWork {
        Refresh(ServerJobs jobs, ServerJobs.Subject materializedView) {
            this(jobs, materializedView, new ArrayList<>());
        }

        @Override
        public void prepare() throws DatabaseException {
            before.addAll(jobs.runs(materializedView));
        }

        @Override
        public void await() throws DatabaseException {
            jobs.awaitRuns(materializedView, before);
        }
    }
}
