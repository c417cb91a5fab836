// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.command;

import dev.orrery.cli.CliCode;
import dev.orrery.cli.ExitCode;
import dev.orrery.cli.terminal.Terminal;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.Nearest;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "explain", description = "Prints the page of an error code; without one, lists all codes.")
final class ExplainCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", arity = "0..1", paramLabel = "CODE", description = "Such as ORR-M050.")
    @Nullable
    String code;

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<String> pages = Pages.names("errors").stream()
                .filter(name -> name.endsWith(".md"))
                .toList();
        if (code == null) {
            pages.forEach(page -> terminal.print(title(page)));
            return ExitCode.OK;
        }
        String wanted = code.toUpperCase(Locale.ROOT);
        String page = Pages.text("errors/" + wanted + ".md").orElseThrow(() -> unknown(wanted, pages));
        terminal.out().print(page);
        return ExitCode.OK;
    }

    private static String title(String page) {
        String text = Pages.text("errors/" + page).orElse("");
        return text.lines().findFirst().orElse("").replaceFirst("^#\\s*", "");
    }

    private static DiagnosticException unknown(String code, List<String> pages) {
        List<String> codes = pages.stream().map(page -> page.replace(".md", "")).toList();
        Diagnostic finding = Diagnostic.of(CliCode.UNKNOWN_CODE, "there is no error code '" + code + "'")
                .withHelp("`orrery explain` lists all " + codes.size() + " codes");
        return new DiagnosticException(
                Nearest.hint(code, codes).map(finding::withHint).orElse(finding));
    }
}
