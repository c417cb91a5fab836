// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.ddl.DdlCode;
import dev.orrery.embedded.session.EmbeddedCode;
import dev.orrery.models.ModelCode;
import dev.orrery.models.diagnostic.Code;
import dev.orrery.refresher.RefresherCode;
import dev.orrery.starrocks.StarRocksCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every code has a page that `orrery explain` prints, and every page a code. The loader keeps its own half. */
class ErrorPagesTest {
    private static final Path PAGES = Path.of("../docs/errors");

    private static Set<String> codes() {
        return Stream.<List<? extends Code>>of(
                        List.of(CliCode.values()),
                        List.of(DdlCode.values()),
                        List.of(EmbeddedCode.values()),
                        List.of(ModelCode.values()),
                        List.of(RefresherCode.values()),
                        List.of(StarRocksCode.values()))
                .flatMap(List::stream)
                .map(Code::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> pages() throws IOException {
        try (Stream<Path> files = Files.list(PAGES)) {
            return files.map(file -> file.getFileName().toString().replace(".md", ""))
                    .filter(name -> !name.startsWith("ORR-L"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void every_code_has_a_page_and_every_page_a_code() throws IOException {
        assertThat(pages()).isEqualTo(codes());
    }

    @Test
    void a_page_begins_with_its_code() throws IOException {
        for (String code : pages()) {
            assertThat(Files.readString(PAGES.resolve(code + ".md"))).startsWith("# " + code + ": ");
        }
    }
}
