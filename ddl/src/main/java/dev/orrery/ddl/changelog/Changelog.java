// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.changelog;

import dev.orrery.ddl.DdlCode;
import dev.orrery.ddl.plan.Plan;
import dev.orrery.ddl.plan.Step;
import dev.orrery.models.diagnostic.Diagnostic;
import dev.orrery.models.diagnostic.DiagnosticException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One deployment as a file: a header that says what it was made for, then one change set a step with its rollback. The same
 * plan gives the same bytes.
 *
 * @param number of the deployment, from 1: no other of this environment has it
 * @param basis fingerprint of the server that it was made against; carried out against another one, it is stale
 * @param steps in order
 * @param text the file
 */
public record Changelog(
        String project, String environment, int number, String basis, List<ChangeSetId> steps, String text) {
    private static final String AUTHOR = "orrery";
    private static final String FIRST_LINE = "--liquibase formatted sql";
    private static final String UNDO = "--rollback ";
    private static final Pattern HEADER =
            Pattern.compile("-- orrery: project=(\\S+) environment=(\\S+) deployment=(\\d+) basis=([0-9a-f]+)");
    private static final Pattern CHANGE_SET = Pattern.compile("--changeset " + AUTHOR + ":(\\S+) .*");

    public Changelog {
        steps = List.copyOf(steps);
    }

    /**
     * What a change set is called: {@code 0007-03-ods.txn-add-column}.
     *
     * @param subject a database or {@code database.name}
     */
    public record ChangeSetId(int deployment, int step, String subject, String action) {
        private static final Pattern FORM = Pattern.compile("(\\d{4,})-(\\d{2,})-(.+)--([a-z0-9_.-]+)");

        /** From its text form. */
        public static Optional<ChangeSetId> parse(String text) {
            Matcher parts = FORM.matcher(text);
            return parts.matches()
                    ? Optional.of(new ChangeSetId(
                            Integer.parseInt(parts.group(1)),
                            Integer.parseInt(parts.group(2)),
                            unescape(parts.group(3)),
                            parts.group(4)))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return "%04d-%02d-%s--%s".formatted(deployment, step, escape(subject), action);
        }

        /** Liquibase ends an id at a blank or a colon; a name may have either. */
        private static String escape(String subject) {
            StringBuilder out = new StringBuilder();
            for (int i = 0; i < subject.length(); i++) {
                char c = subject.charAt(i);
                boolean plain = Character.isLetterOrDigit(c) || c == '.' || c == '_' || c == '-';
                out.append(plain ? String.valueOf(c) : "=%04x".formatted((int) c));
            }
            return out.toString();
        }

        private static String unescape(String text) {
            return Pattern.compile("=([0-9a-f]{4})")
                    .matcher(text)
                    .replaceAll(
                            hex -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(hex.group(1), 16))));
        }
    }

    /** The name under which history keeps its change sets, wherever the file lies. */
    public String path() {
        return path(project, environment, number);
    }

    private static String path(String project, String environment, int number) {
        return "orrery/%s/%s/%04d.sql".formatted(word(project), word(environment), number);
    }

    /** Blanks would end a field of the header. */
    private static String word(String name) {
        return name.replaceAll("[^\\w.-]", "_");
    }

    /** The file for a plan. */
    public static Changelog write(Plan plan, String project, String environment, int number, String basis) {
        StringBuilder out = new StringBuilder(FIRST_LINE)
                .append(" logicalFilePath:")
                .append(path(project, environment, number))
                .append('\n');
        out.append("-- orrery: project=")
                .append(word(project))
                .append(" environment=")
                .append(word(environment))
                .append(" deployment=")
                .append(number)
                .append(" basis=")
                .append(basis)
                .append('\n');
        plan.seeds()
                .forEach(seed -> out.append("-- seed: ")
                        .append(SqlLines.oneLine(seed.table().toString()))
                        .append(" rows=")
                        .append(seed.rows().size())
                        .append(" sha256=")
                        .append(seed.fingerprint())
                        .append('\n'));
        List<ChangeSetId> ids = new ArrayList<>();
        for (Step step : plan.steps()) {
            ChangeSetId id = new ChangeSetId(number, ids.size() + 1, step.subject(), step.action());
            ids.add(id);
            changeSet(out, id, step);
        }
        return new Changelog(project, environment, number, basis, ids, out.toString());
    }

    /** The same deployment with some of its change sets alone. */
    public Changelog only(Predicate<ChangeSetId> which) {
        List<ChangeSetId> chosen = steps.stream().filter(which).toList();
        Set<String> ids = chosen.stream().map(ChangeSetId::toString).collect(Collectors.toSet());
        StringBuilder out = new StringBuilder();
        boolean taken = true;
        for (String line : text.lines().toList()) {
            Matcher changeSet = CHANGE_SET.matcher(line);
            if (changeSet.matches()) {
                taken = ids.contains(changeSet.group(1));
            }
            if (taken) {
                out.append(line).append('\n');
            }
        }
        return new Changelog(project, environment, number, basis, chosen, out.toString());
    }

    /** The statements that take each step back, in order; none of a step that has nothing to take back. */
    public Map<ChangeSetId, List<String>> undo() {
        Map<ChangeSetId, List<String>> undo = new LinkedHashMap<>();
        Optional<ChangeSetId> step = Optional.empty();
        StringBuilder statement = new StringBuilder();
        boolean several = false;
        for (String line : text.lines().toList()) {
            Matcher changeSet = CHANGE_SET.matcher(line);
            if (changeSet.matches()) {
                end(undo, step, statement);
                step = ChangeSetId.parse(changeSet.group(1));
                several = line.contains("rollbackSplitStatements:true");
            } else if (line.startsWith(UNDO) && !line.equals(UNDO + "empty")) {
                String rest = line.substring(UNDO.length());
                boolean last = several && rest.endsWith(";");
                statement
                        .append(statement.length() == 0 ? "" : "\n")
                        .append(last ? rest.substring(0, rest.length() - 1) : rest);
                if (last) {
                    end(undo, step, statement);
                }
            }
        }
        end(undo, step, statement);
        return undo;
    }

    private static void end(Map<ChangeSetId, List<String>> undo, Optional<ChangeSetId> step, StringBuilder statement) {
        if (statement.length() > 0) {
            step.ifPresent(
                    id -> undo.computeIfAbsent(id, any -> new ArrayList<>()).add(statement.toString()));
            statement.setLength(0);
        }
    }

    private static void changeSet(StringBuilder out, ChangeSetId id, Step step) {
        out.append("\n--changeset ")
                .append(AUTHOR)
                .append(':')
                .append(id)
                .append(
                        " dbms:starrocks runWith:starrocks splitStatements:false stripComments:false runInTransaction:false")
                .append(
                        step.undo().size() > 1
                                ? " rollbackSplitStatements:true rollbackEndDelimiter:;"
                                : " rollbackSplitStatements:false")
                .append('\n');
        out.append("--comment: ")
                .append(step.mark().sign())
                .append(' ')
                .append(step.kind())
                .append(' ')
                .append(SqlLines.oneLine(step.subject()))
                .append(": ")
                .append(step.action())
                .append(" (")
                .append(step.cost().words())
                .append(')');
        step.effects().forEach(effect -> out.append("; ").append(SqlLines.oneLine(effect)));
        out.append('\n');
        Precondition.of(step).ifPresent(precondition -> out.append(precondition.lines()));
        out.append(SqlLines.escape(step.sql())).append('\n');
        if (step.undo().isEmpty()) {
            out.append("--rollback empty\n");
        }
        for (int i = 0; i < step.undo().size(); i++) {
            boolean last = i == step.undo().size() - 1;
            String undo = SqlLines.escape(step.undo().get(i)) + (last ? "" : ";");
            undo.lines().forEach(line -> out.append("--rollback ").append(line).append('\n'));
        }
    }

    /**
     * What a file is.
     *
     * @throws DiagnosticException ORR-D007 when Orrery did not write it
     */
    public static Changelog read(String text) {
        List<String> lines = text.lines().toList();
        Matcher header = HEADER.matcher(lines.size() > 1 ? lines.get(1) : "");
        if (lines.isEmpty() || !lines.get(0).startsWith(FIRST_LINE) || !header.matches()) {
            throw new DiagnosticException(Diagnostic.of(
                            DdlCode.PLAN_NOT_READABLE,
                            "the file is not a plan: its first two lines are not those of one")
                    .withHelp("`orrery plan -o FILE` writes a plan"));
        }
        List<ChangeSetId> ids = new ArrayList<>();
        for (String line : lines) {
            Matcher changeSet = CHANGE_SET.matcher(line);
            if (changeSet.matches()) {
                ChangeSetId.parse(changeSet.group(1)).ifPresent(ids::add);
            }
        }
        return new Changelog(
                header.group(1), header.group(2), Integer.parseInt(header.group(3)), header.group(4), ids, text);
    }
}
