// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.statement;

import dev.orrery.embedded.session.ServerError;
import dev.orrery.embedded.session.StatementTemplate;
import dev.orrery.models.sql.SqlParser;
import dev.orrery.models.sql.tree.Literal;
import dev.orrery.models.sql.tree.Query;
import dev.orrery.models.sql.tree.QueryStatement;
import dev.orrery.models.sql.tree.Reference;
import dev.orrery.models.sql.tree.Select;
import dev.orrery.models.sql.tree.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The queries that a session prepared by name: {@code PREPARE s FROM 'SELECT ?'}, {@code EXECUTE s USING @a}, {@code
 * DEALLOCATE PREPARE s}. Messages are StarRocks'.
 */
final class PreparedTexts {
    private static final String NAME = "(`[^`]+`|[\\w$]+)";
    private static final Pattern PREPARE = pattern("PREPARE\\s+" + NAME + "\\s+FROM\\s+(.+)");
    private static final Pattern EXECUTE = pattern("EXECUTE\\s+" + NAME + "(?:\\s+USING\\s+(.+))?");
    private static final Pattern DEALLOCATE = pattern("(?:DEALLOCATE|DROP)\\s+PREPARE\\s+" + NAME);

    private final Map<String, StatementTemplate> byName = new HashMap<>();

    /** Analyzes a query that waits for values. */
    interface Check {
        void run(Query query) throws ServerError;
    }

    void prepare(String text, Check check) throws ServerError {
        Matcher words = match(PREPARE, text);
        String sql = written(words.group(2));
        StatementTemplate template = StatementTemplate.parse(sql);
        Statement statement = SqlParser.parseStatement(sql);
        if (!(statement instanceof QueryStatement query)) {
            throw new ServerError(
                    1295,
                    "HY000",
                    "Getting analyzing error. Detail message: This command is not supported in the prepared statement"
                            + " protocol yet.");
        }
        if (template.parameters() == 0) {
            check.run(query.query());
        }
        byName.put(name(words), template);
    }

    /** The prepared text with variables in the places of its parameters. */
    String execute(String text) throws ServerError {
        Matcher words = match(EXECUTE, text);
        StatementTemplate template = byName.get(name(words));
        if (template == null) {
            throw new ServerError(1064, "HY000", "Could not execute, since `" + name(words) + "` not exist");
        }
        List<String> variables = words.group(2) == null ? List.of() : variables(words.group(2));
        if (variables.size() != template.parameters()) {
            throw ServerError.analyzing(
                    "Invalid arguments size " + variables.size() + ", expected " + template.parameters());
        }
        return template.bind(variables);
    }

    void deallocate(String text) throws ServerError {
        String name = name(match(DEALLOCATE, text));
        if (byName.remove(name) == null) {
            throw new ServerError(1064, "HY000", "PrepareStmt `" + name + "` not exist");
        }
    }

    private static String name(Matcher words) {
        String name = words.group(1);
        return name.startsWith("`") ? name.substring(1, name.length() - 1) : name;
    }

    private static Pattern pattern(String words) {
        return Pattern.compile("\\s*" + words + "\\s*;?\\s*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    private static Matcher match(Pattern pattern, String text) throws ServerError {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw new ServerError(
                    1064,
                    "HY000",
                    "Getting syntax error. Detail message: '" + text + "' is no "
                            + "PREPARE name FROM 'query', EXECUTE name [USING @a, …] or DEALLOCATE PREPARE name.");
        }
        return matcher;
    }

    /** A statement, bare or in quotes. */
    private static String written(String text) {
        if (!text.startsWith("'") && !text.startsWith("\"")) {
            return text;
        }
        List<Select.Item> items = items(text);
        boolean one = items.size() == 1 && items.get(0).expression() instanceof Literal.Text;
        return one ? ((Literal.Text) items.get(0).expression()).value() : text;
    }

    private static List<String> variables(String text) throws ServerError {
        List<String> names = new ArrayList<>();
        for (Select.Item item : items(text)) {
            if (!(item.expression() instanceof Reference.Variable variable)
                    || !variable.scope().equals("@")) {
                throw ServerError.analyzing("EXECUTE takes user variables such as @a, not '" + text + "'");
            }
            names.add("@`" + variable.name() + "`");
        }
        return names;
    }

    private static List<Select.Item> items(String text) {
        Statement statement = SqlParser.parseStatement("SELECT " + text);
        boolean select =
                statement instanceof QueryStatement query && query.query().body() instanceof Select;
        return select ? ((Select) ((QueryStatement) statement).query().body()).items() : List.of();
    }
}
