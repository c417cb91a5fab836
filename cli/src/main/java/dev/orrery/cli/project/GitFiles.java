// SPDX-License-Identifier: Apache-2.0
package dev.orrery.cli.project;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orrery.cli.CliCode;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import dev.orrery.models.diagnostic.EnvironmentException;
import dev.orrery.models.project.SourceFiles;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The texts below a folder as they were at a revision of git. The working tree is not touched. */
final class GitFiles {
    private final Path root;
    private final String revision;

    private GitFiles(Path root, String revision) {
        this.root = root;
        this.revision = revision;
    }

    /**
     * @throws DiagnosticException ORR-C018 when git does not know the revision
     */
    static SourceFiles at(Path root, String revision) {
        return new GitFiles(root, revision).read();
    }

    private SourceFiles read() {
        try {
            Path names = Files.createTempFile("orrery", ".names");
            try {
                return SourceFiles.of(read(names));
            } finally {
                Files.deleteIfExists(names);
            }
        } catch (IOException e) {
            throw new EnvironmentException(
                    Diagnostic.of(CliCode.UNKNOWN_REVISION, "cannot run git: " + e.getMessage())
                            .withHelp("'state:' needs git on the PATH"),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException(
                    Diagnostic.of(CliCode.UNKNOWN_REVISION, "interrupted while git was reading"), e);
        }
    }

    private Map<String, String> read(Path names) throws IOException, InterruptedException {
        List<String> paths = paths();
        Files.write(names, paths.stream().map(path -> revision + ":./" + path).toList());
        Process git = new ProcessBuilder("git", "cat-file", "--batch")
                .directory(root.toFile())
                .redirectInput(names.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Map<String, String> texts = new TreeMap<>();
        try (DataInputStream answers = new DataInputStream(new BufferedInputStream(git.getInputStream()))) {
            for (String path : paths) {
                String[] head = line(answers).split(" ", -1);
                if (head.length == 3 && head[1].equals("blob")) {
                    byte[] text = new byte[Integer.parseInt(head[2])];
                    answers.readFully(text);
                    answers.readByte();
                    texts.put(path, new String(text, UTF_8));
                }
            }
        }
        git.waitFor();
        return texts;
    }

    private static String line(DataInputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.readByte(); next != '\n'; next = in.readByte()) {
            line.write(next);
        }
        return line.toString(UTF_8);
    }

    private List<String> paths() throws IOException, InterruptedException {
        Process git = new ProcessBuilder("git", "ls-tree", "-r", "-z", "--name-only", revision, "--", ".")
                .directory(root.toFile())
                .redirectErrorStream(true)
                .start();
        String answer = new String(git.getInputStream().readAllBytes(), UTF_8);
        if (git.waitFor() != 0) {
            throw new DiagnosticException(Diagnostic.of(
                            CliCode.UNKNOWN_REVISION,
                            "git has no '" + revision + "' of this project: " + answer.strip())
                    .withHelp("--state takes what git takes: a branch, a tag, a commit, HEAD~3"));
        }
        // A line end in a name would end the name for cat-file; such files are no models.
        return Stream.of(answer.split("\0", -1))
                .filter(path -> !path.isEmpty() && path.indexOf('\n') < 0)
                .filter(path -> !path.startsWith(".") && !path.contains("/."))
                .toList();
    }
}
