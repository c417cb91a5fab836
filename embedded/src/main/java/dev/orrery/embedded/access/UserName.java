// SPDX-License-Identifier: Apache-2.0
package dev.orrery.embedded.access;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * {@code 'bob'@'%'}.
 *
 * @param host an address, in which {@code %} stands for anything
 */
public record UserName(String name, String host) {
    public static final UserName ROOT = new UserName("root", "%");

    static UserName anywhere(String name) {
        return new UserName(name, "%");
    }

    boolean covers(String user, String address) {
        return name.equals(user) && address.toLowerCase(Locale.ROOT).matches(pattern());
    }

    private String pattern() {
        StringBuilder pattern = new StringBuilder();
        for (String part : host.toLowerCase(Locale.ROOT).split("%", -1)) {
            pattern.append(pattern.length() == 0 ? "" : ".*").append(Pattern.quote(part));
        }
        return pattern.toString();
    }

    @Override
    public String toString() {
        return "'" + name + "'@'" + host + "'";
    }
}
