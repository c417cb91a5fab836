// SPDX-License-Identifier: Apache-2.0
package dev.orrery.ddl.drift;

import dev.orrery.models.catalog.ModelName;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which objects a statement of an audit log changes, by its first words: such statements may be of any version. */
public final class AuditedStatement {
    private static final String PART = "(?:`[^`]+`|[\\p{L}\\p{N}_$]+)";
    private static final String NAME = PART + "(?:\\s*\\.\\s*" + PART + "){0,2}";
    private static final Pattern COMMENTS = Pattern.compile("/\\*.*?\\*/|--[^\\n]*", Pattern.DOTALL);
    private static final Pattern SUBJECT = Pattern.compile(
            "^\\s*(?:CREATE(?:\\s+OR\\s+REPLACE)?(?:\\s+EXTERNAL)?|ALTER|DROP|TRUNCATE|RECOVER)"
                    + "\\s+(?:TABLE|VIEW|MATERIALIZED\\s+VIEW)\\s+(?:IF\\s+(?:NOT\\s+)?EXISTS\\s+)?(" + NAME + ")",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern INDEX = Pattern.compile(
            "^\\s*(?:CREATE|DROP)\\s+INDEX\\b.*?\\bON\\s+(" + NAME + ")", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern OTHER = Pattern.compile(
            "\\b(?:SWAP\\s+WITH|RENAME(?:\\s+TO)?)\\s+(" + PART + ")\\s*;?\\s*$", Pattern.CASE_INSENSITIVE);

    private AuditedStatement() {}

    /**
     * @param database the session's; may be empty
     */
    public static Set<ModelName> subjects(String statement, String database) {
        String text = COMMENTS.matcher(statement).replaceAll(" ");
        Set<ModelName> subjects = new TreeSet<>();
        for (Pattern pattern : new Pattern[] {SUBJECT, INDEX}) {
            Matcher matcher = pattern.matcher(text);
            if (matcher.find()) {
                ModelName subject = name(matcher.group(1), database);
                subjects.add(subject);
                Matcher other = OTHER.matcher(text);
                if (other.find()) {
                    subjects.add(new ModelName(subject.database(), plain(other.group(1))));
                }
            }
        }
        return subjects;
    }

    private static ModelName name(String written, String database) {
        Matcher parts = Pattern.compile(PART).matcher(written);
        String before = database.toLowerCase(Locale.ROOT).startsWith("default_cluster:")
                ? database.substring("default_cluster:".length())
                : database;
        String last = before;
        while (parts.find()) {
            before = last;
            last = plain(parts.group());
        }
        return new ModelName(before, last);
    }

    private static String plain(String part) {
        return part.startsWith("`") ? part.substring(1, part.length() - 1) : part;
    }
}
