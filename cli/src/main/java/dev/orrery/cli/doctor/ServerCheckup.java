// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.doctor;

import dev.orrery.models.project.Project;
import dev.orrery.models.project.RunMode;
import dev.orrery.models.project.StarRocksVersion;
import dev.orrery.starrocks.ServerException;
import dev.orrery.starrocks.ServerVersion;
import dev.orrery.starrocks.StarRocks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jooq.Record;

/** Looks at a server that answers: its version, its mode, its back ends, its clock, and what its user may see. */
public final class ServerCheckup {
    /** The deploy lock of a dead deployment is taken over after two minutes: clocks that differ by much less do no harm. */
    private static final Duration SKEW = Duration.ofSeconds(30);

    private final StarRocks starRocks;
    private final Project.Target target;
    private final Clock clock;

    public ServerCheckup(StarRocks starRocks, Project.Target target, Clock clock) {
        this.starRocks = starRocks;
        this.target = target;
        this.clock = clock;
    }

    public List<Finding> findings() {
        return List.of(version(), runMode(), backEnds(), clocks(), grants());
    }

    private Finding version() {
        ServerVersion server = starRocks.version();
        StarRocksVersion line = server.release().line();
        int order = line.compareTo(target.version().line());
        if (order < 0) {
            return Finding.failed(
                    "version",
                    "the server is " + line + ", the project is written for " + target.version(),
                    "say `starrocks: \"" + line + "\"` in orrery.yml, and `orrery check` finds what it does not have");
        }
        return order == 0
                ? Finding.ok("version", server.toString())
                : Finding.warning(
                        "version",
                        "the server is " + line + ", the project is written for " + target.version(),
                        "say `starrocks: \"" + line + "\"` in orrery.yml once every server is as new");
    }

    private Finding runMode() {
        Optional<String> mode = rows("ADMIN SHOW FRONTEND CONFIG LIKE 'run_mode'").stream()
                .flatMap(List::stream)
                .findFirst()
                .map(row -> String.valueOf(row.get("Value")).toUpperCase(Locale.ROOT));
        if (mode.isEmpty()) {
            return Finding.warning(
                    "run mode",
                    "not told to this user; the project says "
                            + target.runMode().name().toLowerCase(Locale.ROOT),
                    "GRANT OPERATE ON SYSTEM TO USER shows it; nothing else needs that");
        }
        boolean same = RunMode.valueOf(mode.get()) == target.runMode();
        return same
                ? Finding.ok("run mode", mode.get().toLowerCase(Locale.ROOT))
                : Finding.failed(
                        "run mode",
                        "the server is " + mode.get().toLowerCase(Locale.ROOT) + ", the project is written for "
                                + target.runMode().name().toLowerCase(Locale.ROOT),
                        "say `run_mode: " + mode.get().toLowerCase(Locale.ROOT) + "` in orrery.yml");
    }

    private Finding backEnds() {
        Optional<List<Record>> backEnds =
                rows(target.runMode() == RunMode.SHARED_DATA ? "SHOW COMPUTE NODES" : "SHOW BACKENDS");
        if (backEnds.isEmpty()) {
            return Finding.warning(
                    "back ends",
                    "not told to this user: state tables are made with three replicas",
                    "GRANT OPERATE ON SYSTEM TO USER shows them");
        }
        long alive = backEnds.get().stream()
                .filter(row -> "true".equalsIgnoreCase(String.valueOf(row.get("Alive"))))
                .count();
        String text = alive + " of " + backEnds.get().size() + " alive";
        return alive > 0
                ? Finding.ok("back ends", text)
                : Finding.failed(
                        "back ends", text, "nothing can be stored or computed: look after the back ends first");
    }

    private Finding clocks() {
        Instant before = clock.instant();
        Optional<Long> server = rows("SELECT unix_timestamp()").stream()
                .flatMap(List::stream)
                .findFirst()
                .map(row -> Long.parseLong(String.valueOf(row.get(0))));
        if (server.isEmpty()) {
            return Finding.warning("clock", "the server does not tell its time", "its back ends answer nothing");
        }
        Duration skew =
                Duration.between(before, Instant.ofEpochSecond(server.get())).abs();
        return skew.compareTo(SKEW) <= 0
                ? Finding.ok("clock", "within " + (skew.toSeconds() + 1) + " s of the server's")
                : Finding.warning(
                        "clock",
                        skew.toSeconds() + " s apart from the server's",
                        "set both by NTP: locks and leases of other machines are judged by their time");
    }

    private Finding grants() {
        return starRocks.grants(Set.of("information_schema")).isPresent()
                ? Finding.ok("grants", "can be read: readers of what is swapped keep their access")
                : Finding.warning(
                        "grants",
                        "cannot be read: readers by name lose access to what is swapped, and headers grant nothing",
                        "GRANT user_admin TO USER " + starRocks.address().user());
    }

    /** Empty when the server refuses. */
    private Optional<List<Record>> rows(String question) {
        try {
            return Optional.of(starRocks.ask(sql -> List.<Record>copyOf(sql.fetch(question))));
        } catch (ServerException e) {
            if (e.kind() == ServerException.Kind.CONNECTION_LOST) {
                throw e;
            }
            return Optional.empty();
        }
    }
}
