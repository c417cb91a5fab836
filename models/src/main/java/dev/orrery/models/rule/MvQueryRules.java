// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.rule;

import dev.orrery.models.ModelCode;
import dev.orrery.models.catalog.Definition;
import dev.orrery.models.catalog.ModelGraph;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.project.Header;
import dev.orrery.models.rewrite.TreeWalker;
import dev.orrery.models.sql.tree.Call;
import dev.orrery.models.sql.tree.CreateMaterializedView;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Location;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.Relation;
import dev.orrery.models.sql.tree.Select;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the query of an MV may contain, when it may be refreshed, and what keeps StarRocks from rewriting queries to it. */
final class MvQueryRules {
    private static final long SHORTEST_INTERVAL = 60;

    private final Examined examined;
    private final Definition.MaterializedView view;
    private final ModelFacts facts;

    MvQueryRules(Examined examined, Definition.MaterializedView view, ModelFacts facts) {
        this.examined = examined;
        this.view = view;
        this.facts = facts;
    }

    void check(Calls calls) {
        Location at = examined.query().body().at();
        if (view.reads().isEmpty()) {
            wrong(at, "this query reads no table: there is nothing to refresh the MV from", "make it a view");
        }
        new TimeTravel().query(examined.query());
        facts.unstable()
                .ifPresent(called -> examined.report(
                        calls.unstable().map(Call.Function::at).orElse(at),
                        ModelCode.NOT_DETERMINISTIC,
                        "'" + called.function() + "()' answers differently each time" + where(called)
                                + ": StarRocks refuses it in an MV",
                        "compute it where rows are loaded, or in a view above the MV"));
        view.statement().refresh().ifPresent(this::refresh);
        if (examined.model()
                .header()
                .freshness()
                .rewrite()
                .filter(Header.Rewrite.OFF::equals)
                .isEmpty()) {
            rewrite(calls, at);
        }
    }

    private String where(ModelFacts.Called called) {
        return called.in().equals(view.name()) ? "" : ", in '" + called.in() + "' below";
    }

    private void wrong(Location at, String message, String help) {
        examined.report(at, ModelCode.MV_QUERY, message, help);
    }

    /** {@code FOR VERSION AS OF} and its kin: the MV would be of one moment for ever. */
    private final class TimeTravel extends TreeWalker {
        @Override
        public TreeWalker table(Relation.Table table) {
            table.clauses().stream()
                    .filter(clause -> clause.toUpperCase(Locale.ROOT).startsWith("FOR "))
                    .findFirst()
                    .ifPresent(clause -> wrong(
                            table.at(),
                            "an MV cannot read '" + table.name() + "' as of a point in time",
                            "read the table as it is"));
            return super.table(table);
        }
    }

    private void refresh(CreateMaterializedView.Refresh refresh) {
        if (refresh.scheme() == CreateMaterializedView.RefreshScheme.INCREMENTAL) {
            wrong(
                    refresh.at(),
                    "REFRESH INCREMENTAL is a legacy spelling that servers refuse",
                    "write REFRESH DEFERRED MANUAL");
        }
        refresh.every()
                .flatMap(MvQueryRules::seconds)
                .filter(seconds -> seconds < SHORTEST_INTERVAL)
                .ifPresent(seconds -> wrong(
                        refresh.at(),
                        "StarRocks' timer runs every " + SHORTEST_INTERVAL + " seconds at most, not every " + seconds,
                        "write a longer interval, or leave the refresh to Orrery with REFRESH DEFERRED MANUAL"));
        boolean afterLoads = refresh.scheme() == CreateMaterializedView.RefreshScheme.ASYNC
                && refresh.every().isEmpty();
        if (afterLoads) {
            view.reads().stream()
                    .filter(this::isExternal)
                    .findFirst()
                    .ifPresent(table -> wrong(
                            refresh.at(),
                            "REFRESH ASYNC waits for loads, which StarRocks does not see in '" + table
                                    + "' of another catalog",
                            "add EVERY (INTERVAL …), or leave the refresh to Orrery with REFRESH DEFERRED MANUAL"));
        }
    }

    private boolean isExternal(ModelName name) {
        return examined.facts()
                .apply(name)
                .filter(known -> known.kind() == ModelGraph.Kind.EXTERNAL_TABLE)
                .isPresent();
    }

    private static Optional<Long> seconds(Literal.Interval interval) {
        boolean whole = interval.amount() instanceof Literal.Numeric number
                && number.text().matches("\\d{1,9}");
        if (!whole) {
            return Optional.empty();
        }
        long amount = Long.parseLong(((Literal.Numeric) interval.amount()).text());
        return switch (interval.unit()) {
            case "SECOND" -> Optional.of(amount);
            case "MINUTE" -> Optional.of(amount * 60);
            default -> Optional.empty();
        };
    }

    private void rewrite(Calls calls, Location at) {
        facts.clock()
                .ifPresent(called -> disabled(
                        calls.clock().map(Call.Function::at).orElse(at),
                        "'" + called.function() + "()' reads the clock" + where(called)
                                + ": the MV keeps what it said at the refresh, and no query is rewritten to the MV"));
        boolean wanted = examined.model().header().freshness().rewrite().isPresent()
                || !examined.model().header().freshness().serves().isEmpty();
        if (wanted) {
            Obstacle obstacle = new Obstacle();
            obstacle.query(examined.query());
            Location found = obstacle.at;
            if (found != null) {
                disabled(
                        found,
                        obstacle.what + " in an MV keeps StarRocks from rewriting queries to it"
                                + ", unless a query repeats its text");
            }
        }
    }

    private void disabled(Location at, String message) {
        examined.report(
                at,
                ModelCode.REWRITE_DISABLED,
                message,
                "write 'rewrite: off' in the header where no query is to be rewritten");
    }

    /** The first thing that StarRocks' rewriting does not see through. */
    private static final class Obstacle extends TreeWalker {
        private @Nullable Location at;
        private String what = "";

        private void found(Location where, String word) {
            if (at == null) {
                at = where;
                what = word;
            }
        }

        @Override
        public TreeWalker query(Query query) {
            if (!query.orderBy().isEmpty()) {
                found(query.orderBy().get(0).at(), "ORDER BY");
            }
            query.limit().ifPresent(limit -> found(limit.at(), "LIMIT"));
            if (query.body() instanceof Query.SetOperation operation) {
                found(operation.right().at(), operation.operator().name());
            }
            return super.query(query);
        }

        @Override
        protected TreeWalker select(Select select) {
            select.groupBy()
                    .filter(groupBy ->
                            groupBy.kind() != Select.GroupKind.PLAIN && groupBy.kind() != Select.GroupKind.ALL)
                    .ifPresent(
                            groupBy -> found(groupBy.at(), groupBy.kind().name().replace('_', ' ')));
            return super.select(select);
        }

        @Override
        public TreeWalker function(Call.Function call) {
            if (call.over().isPresent()) {
                found(call.at(), "a window function");
            }
            return super.function(call);
        }
    }
}
