// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LoaderCodeTest {
    @ParameterizedTest
    @EnumSource
    void every_code_has_a_page(LoaderCode code) throws IOException {
        Path page = Path.of("..", "docs", "errors", code.id() + ".md");

        assertThat(page).exists();
        assertThat(Files.readString(page))
                .startsWith("# " + code.id() + ": ")
                .contains("## What it means", "## Example", "## What to do");
    }
}
