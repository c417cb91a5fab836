// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.models.diagnostic.DiagnosticText;
import dev.orrery.models.project.StarRocksVersion;
import org.junit.jupiter.api.Test;

class SiteTest {
    private static StarRocksVersion version(String text) {
        return StarRocksVersion.read(text).orElseThrow();
    }

    @Test
    void an_older_server_is_told_and_a_newer_or_an_older_patch_is_not() {
        assertThat(Site.olderThan(version("3.5"), version("3.3.9")))
                .hasValueSatisfying(finding -> assertThat(DiagnosticText.of(finding))
                        .startsWith("warning[ORR-C022]: the server is StarRocks 3.3, the project is written for 3.5"));
        assertThat(Site.olderThan(version("3.5"), version("4.0.1"))).isEmpty();
        assertThat(Site.olderThan(version("3.5.3"), version("3.5.1"))).isEmpty();
    }
}
