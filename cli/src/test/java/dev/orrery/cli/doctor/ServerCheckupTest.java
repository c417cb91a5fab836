// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.embedded.EmbeddedStarRocks;
import dev.orrery.models.project.Project;
import dev.orrery.models.project.RunMode;
import dev.orrery.models.project.StarRocksVersion;
import dev.orrery.starrocks.JdbcStarRocks;
import dev.orrery.starrocks.Password;
import dev.orrery.starrocks.ServerAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ServerCheckupTest {
    private EmbeddedStarRocks server;
    private JdbcStarRocks starRocks;

    @BeforeAll
    void start() {
        server = EmbeddedStarRocks.start(EmbeddedStarRocks.Options.inMemory());
        starRocks = JdbcStarRocks.connect(ServerAddress.of("127.0.0.1", server.mysqlPort(), "root", Password.none()));
    }

    @AfterAll
    void stop() {
        starRocks.close();
        server.close();
    }

    private List<String> lines(Project.Target target, Clock clock) {
        return new ServerCheckup(starRocks, target, clock)
                .findings().stream().map(Finding::toString).toList();
    }

    @Test
    void a_server_that_fits_is_well() {
        assertThat(lines(Project.Target.newest(), Clock.systemUTC()))
                .hasSize(5)
                .allMatch(line -> line.startsWith("ok "));
    }

    @Test
    void another_mode_and_another_time_are_told_with_what_to_do() {
        Project.Target target = new Project.Target(new StarRocksVersion(3, 3, 0), RunMode.SHARED_DATA, Set.of());

        assertThat(lines(target, Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-10))))
                .anyMatch(line -> line.startsWith("warning  version") && line.contains("written for 3.3"))
                .anyMatch(line -> line.startsWith("failed   run mode") && line.contains("`run_mode: shared_nothing`"))
                .anyMatch(line -> line.startsWith("warning  clock") && line.contains("NTP"));
    }
}
