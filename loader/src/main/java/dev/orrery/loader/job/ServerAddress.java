// SPDX-License-Identifier: Apache-2.0
package dev.orrery.loader.job;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the server is and who asks.
 *
 * @param mysql {@code host:port} of each front end's MySQL port
 * @param http {@code host:port} of each front end's HTTP port
 * @param tls of the MySQL port; StarRocks takes loads over plain HTTP
 */
public record ServerAddress(ArrayList<String> mysql, ArrayList<String> http, String user, String password, Tls tls)
        implements Serializable {

    public ServerAddress(List<String> mysql, List<String> http, String user, String password, Tls tls) {
        this(new ArrayList<>(mysql), new ArrayList<>(http), user, password, tls);
    }

    /** Whether a connection to the MySQL port is encrypted. */
    public enum Tls {
        OFF("DISABLED"),
        REQUIRED("REQUIRED");

        private final String sslMode;

        Tls(String sslMode) {
            this.sslMode = sslMode;
        }
    }

    /** For mysql-connector-j, which tries one front end after the other. */
    public String jdbcUrl() {
        return "jdbc:mysql://" + String.join(",", mysql) + "/?connectTimeout=10000&sslMode=" + tls.sslMode;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return user + "@" + String.join(",", mysql);
    }
}
