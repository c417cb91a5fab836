// SPDX-License-Identifier: Apache-2.0
package dev.orrery.models.project;

import dev.orrery.models.diagnostic.FileSpan;
import dev.orrery.models.yaml.Secret;
import java.util.List;

/**
 * A server to deploy to, as orrery.yml names it.
 *
 * @param hosts front ends as {@code host:port} of the MySQL protocol, tried in order
 * @param http front ends as {@code host:port} of the HTTP protocol, for loads; may be empty
 * @param tls whether the connection must be encrypted
 */
public record Environment(
        String name, FileSpan at, List<String> hosts, List<String> http, String user, Secret password, boolean tls) {
    public Environment {
        hosts = List.copyOf(hosts);
        http = List.copyOf(http);
    }
}
