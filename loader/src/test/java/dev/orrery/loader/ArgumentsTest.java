// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.orrery.loader.job.PipelineJob;
import dev.orrery.loader.run.LoadRun;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    private static final String[] RUN = {
        "run", "--project", "/p", "--pipeline", "core", "--mysql", "a:9030,b:9030", "--http", "a:8030"
    };

    private static String[] run(String... more) {
        String[] all = Arrays.copyOf(RUN, RUN.length + more.length);
        System.arraycopy(more, 0, all, RUN.length, more.length);
        return all;
    }

    @Test
    void what_is_not_said_has_a_default() {
        Arguments read = Arguments.read(RUN);

        assertThat(read.mysql()).containsExactly("a:9030", "b:9030");
        assertThat(read.user()).isEqualTo("root");
        assertThat(read.data()).isEqualTo(Path.of("/p"));
        assertThat(read.state()).isEqualTo(Path.of("/p/.orrery/loader"));
        assertThat(read.reading()).isEqualTo(PipelineJob.Reading.AS_WRITTEN);
        assertThat(read.start()).isEqualTo(LoadRun.Start.RESUME);
    }

    @Test
    void flags_and_folders_are_read() {
        Arguments read = Arguments.read(run("--once", "--fresh", "--with-parent", "--data", "/d", "--state", "/s"));

        assertThat(read.reading()).isEqualTo(PipelineJob.Reading.ONCE);
        assertThat(read.start()).isEqualTo(LoadRun.Start.FRESH);
        assertThat(read.parent()).isEqualTo(Arguments.Parent.ENDS_THIS);
        assertThat(read.data()).isEqualTo(Path.of("/d"));
        assertThat(read.state()).isEqualTo(Path.of("/s"));
    }

    @Test
    void databases_may_have_other_names_on_the_server() {
        assertThat(Arguments.read(run("--databases", "ods=ods_dev,dim=d")).databases())
                .containsEntry("ods", "ods_dev")
                .containsEntry("dim", "d");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.read(run("--databases", "ods")))
                .withMessage("'--databases' wants NAME=HERE, not 'ods'");
    }

    @Test
    void wrong_use_says_what_is_wrong() {
        assertThatIllegalArgumentException().isThrownBy(Arguments::read).withMessage("a command is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.read("load"))
                .withMessage("'load' is no command");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.read(run("--twice")))
                .withMessage("'--twice' is not known");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.read(run("--data")))
                .withMessage("'--data' wants a value");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.read("run", "--project", "/p", "--pipeline", "core"))
                .withMessage("'run' wants --mysql and --http");
    }
}
