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
 */
public record ServerAddress(ArrayList<String> mysql, ArrayList<String> http, String user, String password)
        implements Serializable {

    public ServerAddress(List<String> mysql, List<String> http, String user, String password) {
        this(new ArrayList<>(mysql), new ArrayList<>(http), user, password);
    }

    /** For mysql-connector-j, which tries one front end after the other. */
    public String jdbcUrl() {
        return "jdbc:mysql://" + String.join(",", mysql) + "/?connectTimeout=10000&allowPublicKeyRetrieval=true";
    }

    /** Without the password. */
    @Override
    public String toString() {
        return user + "@" + String.join(",", mysql);
    }
}
