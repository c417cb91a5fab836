// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.function;

import dev.orrery.embedded.duck.Refusal;
import dev.orrery.embedded.session.EmbeddedCode;
import java.util.List;

/** MySQL's date formats in DuckDB's letters. */
public final class DateFormats {
    private DateFormats() {}

    /** For strftime. */
    public static String printing(String format) {
        return convert(joda(format), true);
    }

    /** For strptime, to be tried one after the other. */
    public static List<String> parsing(String format) {
        String plain = convert(format, false);
        // Twelve hours where AM or PM is there.
        return format.contains("%r")
                ? List.of(convert(format.replace("%r", "%I:%i:%s %p"), false), plain)
                : List.of(plain);
    }

    /** StarRocks takes three of Java's formats too. */
    private static String joda(String format) {
        return switch (format) {
            case "yyyyMMdd" -> "%Y%m%d";
            case "yyyy-MM-dd" -> "%Y-%m-%d";
            case "yyyy-MM-dd HH:mm:ss" -> "%Y-%m-%d %H:%i:%s";
            case "yyyy-MM" -> "%Y-%m";
            case "yyyyMM" -> "%Y%m";
            case "yyyy" -> "%Y";
            default -> format;
        };
    }

    /** With letters that strftime does not have. */
    public static boolean isRare(String format) {
        return format.matches("(?s).*%[DuVXUvx].*");
    }

    /** Without one, a parsed text is a DATE. */
    public static boolean hasTime(String format) {
        return format.isEmpty() || format.matches("(?s).*%[HhIiklrSsTpf].*");
    }

    private static String convert(String format, boolean printing) {
        StringBuilder result = new StringBuilder();
        int i = 0;
        while (i < format.length()) {
            char c = format.charAt(i);
            boolean code = c == '%' && i + 1 < format.length();
            String plain = c == '%' ? "%%" : String.valueOf(c);
            result.append(code ? letter(format.charAt(i + 1), printing) : plain);
            i += code ? 2 : 1;
        }
        return result.toString();
    }

    private static String letter(char letter, boolean printing) {
        return switch (letter) {
            case 'a', 'b', 'd', 'f', 'H', 'j', 'm', 'p', 'S', 'w', 'Y', 'y' -> "%" + letter;
            case 'c' -> printing ? "%-m" : "%m";
            case 'e' -> printing ? "%-d" : "%d";
            case 'h', 'I' -> "%I";
            case 'i' -> "%M";
            case 'k' -> printing ? "%-H" : "%H";
            case 'l' -> printing ? "%-I" : "%I";
            case 'M' -> "%B";
            case 'r' -> printing ? "%I:%M:%S %p" : "%H:%M:%S";
            case 's' -> "%S";
            case 'T' -> "%H:%M:%S";
            case 'v' -> weekly(printing, "%V");
            case 'x' -> weekly(printing, "%G");
            case 'U' -> weekly(printing, "%U");
            case 'W' -> "%A";
            case '%' -> "%%";
            case 'D', 'u', 'V', 'X' ->
                throw new Refusal(EmbeddedCode.FORM_REFUSED, "'%" + letter + "' in a date format");
            default -> String.valueOf(letter);
        };
    }

    private static String weekly(boolean printing, String letter) {
        if (!printing) {
            throw new Refusal(EmbeddedCode.FORM_REFUSED, "a week in a format that is parsed");
        }
        return letter;
    }
}
