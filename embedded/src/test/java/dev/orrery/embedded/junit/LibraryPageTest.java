// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.embedded.EmbeddedStarRocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmbeddedStarRocksExtension.class)
class LibraryPageTest {
    private static final Set<Integer> PORTS = new HashSet<>();

    @BeforeAll
    static void the_server_is_there_before_all_tests(EmbeddedStarRocks server) {
        PORTS.add(server.mysqlPort());
    }

    @Test
    void a_test_has_the_server_of_its_class(EmbeddedStarRocks server) {
        PORTS.add(server.mysqlPort());
        assertThat(PORTS).hasSize(1);
    }

    @Nested
    class Inside {
        @Test
        void a_nested_class_has_it_too(EmbeddedStarRocks server) {
            PORTS.add(server.mysqlPort());
            assertThat(PORTS).hasSize(1);
        }
    }

    @Test
    void the_example_on_the_page_is_the_one_that_runs() throws IOException {
        String example = Files.readString(Path.of("src/test/java/dev/orrery/embedded/junit/OrdersTest.java"));
        String shown = example.substring(example.indexOf("@ExtendWith"));
        assertThat(Files.readString(Path.of("../docs/library.md"))).contains("```java\n" + shown + "```");
    }
}
