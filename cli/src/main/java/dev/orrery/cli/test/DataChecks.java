// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.test;

import dev.orrery.cli.terminal.Figures;
import dev.orrery.models.catalog.ModelName;
import dev.orrery.models.tests.DataQuestion;
import dev.orrery.starrocks.ServerException;
import dev.orrery.starrocks.StarRocks;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** Asks a server for rows that break data tests. It only reads. */
final class DataChecks {
    private static final int SHOWN = 10;

    private final LongSupplier nanos;

    /**
     * @param nanos a clock for durations
     */
    DataChecks(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** On a server that holds the project as it is deployed. */
    Outcome deployed(StarRocks server, DataQuestion question, UnaryOperator<ModelName> places) {
        return check(server, question, question.name(), question.deployed(SHOWN + 1, places));
    }

    /** On a server that holds the scene of a test. */
    List<Outcome> inScene(StarRocks server, List<DataQuestion> questions, String scene) {
        return questions.stream()
                .map(question ->
                        check(server, question, question.name() + " in '" + scene + "'", question.inScene(SHOWN + 1)))
                .toList();
    }

    private Outcome check(StarRocks server, DataQuestion question, String name, String sql) {
        long start = nanos.getAsLong();
        Outcome.Verdict verdict;
        try {
            PrintedRows broken = PrintedRows.ask(server, sql);
            int found = broken.rows().size();
            verdict = found == 0 ? new Outcome.Passed() : new Outcome.Failed(rows(found), broken.table(SHOWN));
        } catch (ServerException e) {
            verdict = new Outcome.Broken("the server refused: " + e.getMessage());
        }
        Duration took = Duration.ofNanos(nanos.getAsLong() - start);
        return new Outcome(question.model(), name, question.at(), took, verdict);
    }

    private static String rows(int found) {
        if (found > SHOWN) {
            return "more than " + SHOWN + " rows break it, the first are";
        }
        return found == 1 ? "1 row breaks it" : Figures.count(found) + " rows break it";
    }
}
